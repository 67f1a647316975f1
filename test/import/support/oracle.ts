import { type CellError, COLUMNS, type Values } from './cells.ts';
import type { FileRecord } from './file.ts';

/** A row of the table `assets`, with its columns as text from MySQL. */
export interface AssetRow extends Values {
  readonly import_job_id: string | null;
  /** Undefined if an import created the row, at any time. */
  readonly created_at: string | undefined;
}
export type Table = Map<string, AssetRow>;

export interface Options {
  readonly on_duplicate?: 'reject' | 'update' | 'skip';
  readonly on_blank?: 'keep' | 'null';
}

export interface Outcome {
  readonly record: FileRecord;
  readonly status: 'imported' | 'skipped' | 'failed';
  readonly errors: readonly CellError[];
}

export interface Expected {
  readonly outcomes: readonly Outcome[];
  readonly table: Table;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Values of a new row for blank cells. */
const FALLBACKS: Partial<Values> = { type: 'asset', is_active: '1' };

const fresh = (values: Values, jobId: string): AssetRow => ({
  ...(Object.fromEntries(COLUMNS.map((name) => [name, values[name] ?? FALLBACKS[name] ?? null])) as Values),
  import_job_id: jobId,
  created_at: undefined,
});

function merged(old: AssetRow, values: Values, jobId: string, clear: boolean): AssetRow {
  const blank = (name: keyof Values) => (clear ? (FALLBACKS[name] ?? null) : old[name]);
  const cells = Object.fromEntries(COLUMNS.map((name) => [name, values[name] ?? blank(name)])) as Values;
  return { ...cells, import_job_id: jobId, created_at: old.created_at };
}

/** The expected result of importing `records` as `jobId` into a table with the rows `before`, by the documentation. */
export function expectImport(records: readonly FileRecord[], before: Table, jobId: string, options: Options): Expected {
  const { on_duplicate = 'reject', on_blank = 'keep' } = options;
  const table: Table = new Map(before);
  const seen = new Set<string>();
  const counts = { inserted: 0, updated: 0, unchanged: 0, failed: 0, skipped: 0 };
  const outcomes = records.map((record): Outcome => {
    const { values, errors, ragged } = record;
    const key = values.identifier;
    const refused = (all: readonly CellError[], status: 'failed' | 'skipped' = 'failed'): Outcome => {
      counts[status]++;
      return { record, status, errors: all };
    };
    const about = (code: string): CellError => ({ field: 'identifier', code, value: key });
    if (ragged) return refused(errors);
    if (key !== null && seen.has(key)) {
      const skip = errors.length === 0 && on_duplicate === 'skip';
      return refused([...errors, about('DUPLICATE_IN_FILE')], skip ? 'skipped' : 'failed');
    }
    if (errors.length > 0) return refused(errors);
    if (key === null) throw new Error('the oracle makes no keys');
    seen.add(key);
    const old = before.get(key);
    if (!old) {
      counts.inserted++;
      table.set(key, fresh(values, jobId));
      return { record, status: 'imported', errors: [] };
    }
    if (on_duplicate !== 'update') {
      return refused([about('ALREADY_EXISTS')], on_duplicate === 'skip' ? 'skipped' : 'failed');
    }
    const row = merged(old, values, jobId, on_blank === 'null');
    if (row.valid_to !== null && row.valid_from !== null && row.valid_to < row.valid_from) {
      return refused([{ field: 'valid_to', code: 'RANGE', value: undefined }]);
    }
    if (COLUMNS.every((name) => row[name] === old[name])) counts.unchanged++;
    else {
      counts.updated++;
      table.set(key, row);
    }
    return { record, status: 'imported', errors: [] };
  });
  return { outcomes, table, ...counts };
}
