import type { Dialect } from '../../tabular/index.ts';
import type { Engine } from '../engine.ts';
import { aggregateCells } from '../shared/count-cells.ts';
import type { TableColumn } from '../types.ts';

/** A column whose first rows prove a decimal point has one: most numbers do, and the others need not be read. */
const FIRST_ROWS = 2_000;
const ROWS_NAMED = 10;

/** What a column's cells show. */
export interface DecimalEvidence {
  /** Cells that are numbers only with a decimal comma, and only with a decimal point. */
  readonly comma: number;
  readonly point: number;
  /** Cells such as 10,500 or 10.500, and those of them that have a comma. */
  readonly open: number;
  readonly openComma: number;
  /** The first rows with such cells, or with numbers of the rarer mark. */
  readonly rows: readonly number[];
}

/** Numbers only if `mark` is the decimal mark: 1,25 and 0,500 and 1234,500 and 1.234,5 and 1.234.567 for a comma. */
function proofOf(mark: ',' | '[.]'): string {
  const group = mark === ',' ? '[.]' : ',';
  const short = `[0-9]*${mark}(?:[0-9]{1,2}|[0-9]{4,})`;
  const ungrouped = `(?:0+|[0-9]{4,})${mark}[0-9]+`;
  const grouped = `[0-9]{1,3}(?:[${group === ',' ? ',' : '.'} ][0-9]{3})+${mark}[0-9]+|[1-9][0-9]{0,2}(?:${group}[0-9]{3}){2,}`;
  return `[-+]?(?:${short}|${ungrouped}|${grouped})`;
}

const COMMA = proofOf(',');
const POINT = proofOf('[.]');
const OPEN = '[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}';

const is = (id: string, pattern: string): string => `regexp_full_match(trim(${id}), '${pattern}')`;

/**
 * The evidence of all columns that need a decision, by column id. In a file without decimal commas or doubtful numbers,
 * which nearly all are, only cells with commas are examined.
 */
export async function findEvidence(
  engine: Engine,
  table: string,
  columns: readonly TableColumn[],
  dialect: Dialect,
): Promise<Map<string, DecimalEvidence>> {
  const ids = columns.map(({ id }) => id);
  const unsettled = new Set(await withCommas(engine, table, ids));
  const rest = (): string[] => ids.filter((id) => !unsettled.has(id));
  if (dialect.format === 'csv' && dialect.delimiter !== ',') {
    for (const id of await withOpenPoints(engine, table, rest())) unsettled.add(id);
  }
  const found = await collect(engine, table, [...unsettled]);
  if (![...found.values()].some(({ comma }) => comma > 0)) return found;
  return new Map([...found, ...(await collect(engine, table, rest()))]);
}

async function withCommas(engine: Engine, table: string, ids: readonly string[]): Promise<string[]> {
  // As an AND, whose operands DuckDB may reorder, it takes four times as long. No number starts beyond '9'.
  const test = (v: string): string => `CASE WHEN contains(${v}, ',') THEN
    CASE WHEN ascii(${v}) <= 57 THEN ${is(v, '[-+]?[0-9., ]*,[0-9., ]*')} END END`;
  const found = await aggregateCells(engine, table, ids, { commas: (v) => `bool_or(${test(v)})` });
  return ids.filter((id) => found.get(id)?.commas === true);
}

/** Columns with a number such as 10.500 and none that proves a decimal point, as far as their first rows show. */
async function withOpenPoints(engine: Engine, table: string, ids: readonly string[]): Promise<string[]> {
  const found = await aggregateCells(engine, `(SELECT * FROM ${table} LIMIT ${FIRST_ROWS})`, ids, {
    open: (v) => `bool_or(${is(v, OPEN)})`,
    point: (v) => `bool_or(${is(v, POINT)})`,
  });
  return ids.filter((id) => found.get(id)?.open === true && found.get(id)?.point === false);
}

async function collect(engine: Engine, table: string, ids: readonly string[]): Promise<Map<string, DecimalEvidence>> {
  const first = (v: string, pattern: string): string => `min(_row, ${ROWS_NAMED}) FILTER (${is(v, pattern)})`;
  const cells = await aggregateCells(engine, table, ids, {
    comma: (v) => `count(*) FILTER (${is(v, COMMA)})`,
    point: (v) => `count(*) FILTER (${is(v, POINT)})`,
    open: (v) => `count(*) FILTER (${is(v, OPEN)})`,
    openComma: (v) => `count(*) FILTER (contains(${v}, ',') AND ${is(v, OPEN)})`,
    openRows: (v) => first(v, OPEN),
    commaRows: (v) => first(v, COMMA),
    pointRows: (v) => first(v, POINT),
  });
  const found = new Map<string, DecimalEvidence>();
  for (const [id, row] of cells) {
    const [comma, point, open, openComma] = [row.comma, row.point, row.open, row.openComma].map(Number) as Counts;
    if (comma + point + open === 0) continue;
    const shown = comma + point === 0 ? row.openRows : comma < point ? row.commaRows : row.pointRows;
    const rows = ((shown as readonly unknown[] | null) ?? []).map(Number);
    found.set(id, { comma, point, open, openComma, rows });
  }
  return found;
}

type Counts = [comma: number, point: number, open: number, openComma: number];
