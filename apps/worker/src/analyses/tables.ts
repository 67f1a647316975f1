import type { SheetCell, SheetColumn } from '../artifacts/types.ts';
import { type CsvLineOptions, csvLineSql } from './csv-sql.ts';
import type { Material } from './types.ts';

/** A table of the engine as the artifacts contain it, always in the same order. */
export interface ShownTable {
  readonly columns: readonly SheetColumn[];
  /** All rows, or the first `limit`. */
  rows(limit?: number): AsyncIterable<readonly (readonly SheetCell[])[]>;
  /** All rows as CSV lines, many per string. */
  lines(options: CsvLineOptions): AsyncIterable<string>;
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
export function tablesOf({ engine, findings }: Material): ShownTables {
  const { cleaned, quarantined, changes } = findings;
  const shown = (table: string, ids: readonly string[], columns: readonly SheetColumn[], order = ids): ShownTable => ({
    columns,
    rows: (limit) =>
      engine.stream(select(table, ids, order, limit)) as AsyncIterable<readonly (readonly SheetCell[])[]>,
    lines: (options) => linesOf(engine, { table, ids, order, options }),
    count: () => countOf(engine, table),
  });
  const reported = (table: string, { ids, keys, columns }: ReportedShape): ReportedTable => {
    const all = shown(table, ids, columns);
    return { ...all, objects: (limit) => asObjects(all.rows(limit), keys) };
  };
  return {
    rowIssues: reported(findings.rowIssues, ROW_ISSUES),
    ...(cleaned && {
      cleaned: shown(cleaned.table, idsOf(cleaned.columns), namesOf(cleaned.columns), ['_row']),
    }),
    ...(quarantined && {
      quarantined: shown(
        quarantined.table,
        ['_row', 'reason', ...idsOf(quarantined.columns)],
        [ROW, text('Reason'), ...namesOf(quarantined.columns)],
        ['_row', 'reason'],
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

/** Target size of one string: passing each string has a fixed cost. */
const PIECE_BYTES = 48 * 1024;
const PIECE_ROWS = 256;
/** Approximate text per statement; kept small because it is not subject to the engine's memory limit. */
const SLICE_BYTES = 2 * 1024 * 1024;
/** Every column except the row number is text already. */
const asTextSql = (id: string): string => (id === '_row' ? 'CAST("_row" AS VARCHAR)' : `"${id}"`);

interface LinesInput {
  readonly table: string;
  readonly ids: readonly string[];
  /** `_row` comes first. */
  readonly order: readonly string[];
  readonly options: CsvLineOptions;
}

/** Reads slices by row number; the next one is produced while this one is written. */
async function* linesOf(engine: Material['engine'], input: LinesInput): AsyncGenerator<string> {
  const { table, ids, order, options } = input;
  const texts = ids.map(asTextSql);
  const { bytes, rows, first, last } = await measure(engine, table, texts);
  if (rows === 0) return;
  const perPiece = Math.max(1, Math.min(PIECE_ROWS, Math.floor((PIECE_BYTES * rows) / Math.max(bytes, 1))));
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, Math.ceil(bytes / SLICE_BYTES))));
  const slice = (from: number): Promise<{ text: string }[]> =>
    engine.rows(`SELECT string_agg(line, '' ORDER BY ${quoted(order)}) AS text
      FROM (
        SELECT ${quoted(order)}, ${csvLineSql(texts, options)} AS line
        FROM "${table}"
        WHERE _row >= ${from} AND _row < ${from + step}
      )
      GROUP BY _row // ${perPiece}
      ORDER BY _row // ${perPiece}`);
  let coming = slice(first);
  for (let from = first; from <= last; from += step) {
    const pieces = await coming;
    if (from + step <= last) coming = slice(from + step);
    coming.catch(() => {});
    for (const { text } of pieces) yield text;
  }
}

interface Measured {
  readonly bytes: number;
  readonly rows: number;
  readonly first: number;
  readonly last: number;
}

async function measure(engine: Material['engine'], table: string, texts: readonly string[]): Promise<Measured> {
  const size = texts.map((text) => `coalesce(strlen(${text}), 0)`).join(' + ');
  const [found] = await engine.rows<{ [key in keyof Measured]: number | null }>(
    `SELECT sum(${size}) AS bytes, count(*) AS rows, min(_row) AS first, max(_row) AS last
     FROM "${table}"`,
  );
  return { bytes: found?.bytes ?? 0, rows: found?.rows ?? 0, first: found?.first ?? 0, last: found?.last ?? 0 };
}

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
