import path from 'node:path';
import type { SheetCell, SheetColumn } from '../artifacts/types.ts';
import { type CsvLineOptions, csvLineSql } from './csv-sql.ts';
import type { Material } from './types.ts';
import { whileWritten } from './while-written.ts';

/** A table of the engine as the artifacts contain it, always in the same order. */
export interface ShownTable {
  readonly columns: readonly SheetColumn[];
  /** All rows, or the first `limit`. */
  rows(limit?: number): AsyncIterable<readonly (readonly SheetCell[])[]>;
  /** All rows as CSV lines, while the engine writes them. The memory of a chunk is used again for the next one. */
  lines(options: CsvLineOptions): AsyncIterable<Uint8Array>;
  count(): Promise<number>;
}

export interface ReportedTable extends ShownTable {
  /** The rows for the report: all, or the first ones. */
  objects(limit?: number): AsyncIterable<readonly Readonly<Record<string, SheetCell>>[]>;
}

export interface ChangesTable extends ReportedTable {
  /** The first changes of one step. */
  ofStep(step: string, limit: number): AsyncIterable<readonly Readonly<Record<string, SheetCell>>[]>;
}

export interface ShownTables {
  readonly rowIssues: ReportedTable;
  readonly cleaned?: ShownTable;
  readonly quarantined?: ShownTable;
  readonly changes?: ChangesTable;
}

const text = (header: string): SheetColumn => ({ header, type: 'text' });
/** As a spreadsheet counts rows; the header is 1. */
const ROW: SheetColumn = { header: 'Row', type: 'integer' };

const ROW_ISSUES = {
  ids: ['_row', 'column_name', 'issue_type', 'severity', 'message', 'value'],
  keys: ['row_index', 'column', 'issue_type', 'severity', 'message', 'value'],
  columns: [
    ROW,
    text('Column'),
    text('Issue'),
    { header: 'Severity', type: 'severity' },
    text('Message'),
    text('Value'),
  ],
} as const;

const CHANGES = {
  ids: ['_row', 'column_name', 'step', 'before', 'after', 'reason'],
  keys: ['row_index', 'column', 'step', 'before', 'after', 'reason'],
  columns: [ROW, text('Column'), text('Step'), text('Before'), text('After'), text('Reason')],
} as const;

interface ReportedShape {
  readonly ids: readonly string[];
  /** The columns' names in the report. */
  readonly keys: readonly string[];
  readonly columns: readonly SheetColumn[];
}

/** The tool's result tables in the engine. */
export function tablesOf({ engine, findings, folder }: Material): ShownTables {
  const { cleaned, quarantined, changes } = findings;
  const shown = (
    table: string,
    ids: readonly string[],
    columns: readonly SheetColumn[],
    { order = ids, isInOrder = false }: { order?: readonly string[]; isInOrder?: boolean } = {},
  ): ShownTable => ({
    columns,
    rows: (limit) =>
      engine.stream(select(table, ids, order, limit)) as AsyncIterable<readonly (readonly SheetCell[])[]>,
    lines: (options) => {
      const query = `SELECT ${csvLineSql(ids.map(asTextSql), options)} FROM "${table}"`;
      const file = path.join(folder, `${table}.lines`);
      return whileWritten(file, () => engine.write(isInOrder ? query : `${query} ORDER BY ${quoted(order)}`, file));
    },
    count: () => countOf(engine, table),
  });
  const reported = (table: string, { ids, keys, columns }: ReportedShape): ReportedTable => {
    const all = shown(table, ids, columns);
    return { ...all, objects: (limit) => asObjects(all.rows(limit), keys) };
  };
  return {
    rowIssues: reported(findings.rowIssues, ROW_ISSUES),
    ...(cleaned && {
      // Sorting it would take half as long as writing it.
      cleaned: shown(cleaned.table, idsOf(cleaned.columns), namesOf(cleaned.columns), {
        order: ['_row'],
        isInOrder: true,
      }),
    }),
    ...(quarantined && {
      quarantined: shown(
        quarantined.table,
        ['_row', 'reason', ...idsOf(quarantined.columns)],
        [ROW, text('Reason'), ...namesOf(quarantined.columns)],
        { order: ['_row', 'reason'] },
      ),
    }),
    ...(changes && {
      changes: {
        ...reported(changes.table, CHANGES),
        ofStep: (step, limit) => {
          const { ids, keys } = CHANGES;
          const rows = engine.stream(select(changes.table, ids, ids, limit, step));
          return asObjects(rows as AsyncIterable<readonly (readonly SheetCell[])[]>, keys);
        },
      },
    }),
  };
}

const idsOf = (columns: readonly { id: string }[]) => columns.map(({ id }) => id);
const namesOf = (columns: readonly { name: string }[]) => columns.map(({ name }) => text(name));

const quoted = (ids: readonly string[]): string => ids.map((id) => `"${id}"`).join(', ');
/** `step`: a key of ours, without quotes. */
const select = (
  table: string,
  ids: readonly string[],
  order: readonly string[],
  limit?: number,
  step?: string,
): string => {
  const where = step === undefined ? '' : ` WHERE "step" = '${step}'`;
  return `SELECT ${quoted(ids)} FROM "${table}"${where} ORDER BY ${quoted(order)}${limit === undefined ? '' : ` LIMIT ${limit}`}`;
};

/** Every column except the row number is text already. */
const asTextSql = (id: string): string => (id === '_row' ? 'CAST("_row" AS VARCHAR)' : `"${id}"`);

async function countOf(engine: Material['engine'], table: string): Promise<number> {
  const [row] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`);
  return row?.n ?? 0;
}

async function* asObjects(rows: AsyncIterable<readonly (readonly SheetCell[])[]>, keys: readonly string[]) {
  for await (const piece of rows) {
    yield piece.map((cells) =>
      Object.fromEntries(keys.map((key, at): [string, SheetCell] => [key, cells[at] ?? null])),
    );
  }
}
