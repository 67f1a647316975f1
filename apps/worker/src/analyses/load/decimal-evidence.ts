import type { Dialect } from '../../tabular/index.ts';
import type { Engine } from '../engine.ts';
import { chunks } from '../shared/lists.ts';
import type { TableColumn } from '../types.ts';

const COLUMNS_AT_ONCE = 20;
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
  const unsettled: TableColumn[] = [];
  for (const chunk of chunks(columns, COLUMNS_AT_ONCE)) {
    unsettled.push(...(await withCommas(engine, table, chunk)));
    if (dialect.format === 'csv' && dialect.delimiter !== ',') {
      const rest = chunk.filter((column) => !unsettled.includes(column));
      unsettled.push(...(await withOpenPoints(engine, table, rest)));
    }
  }
  const found = await collect(engine, table, unsettled);
  if (![...found.values()].some(({ comma }) => comma > 0)) return found;
  const others = columns.filter((column) => !unsettled.includes(column));
  return new Map([...found, ...(await collect(engine, table, others))]);
}

async function withCommas(engine: Engine, table: string, columns: readonly TableColumn[]): Promise<TableColumn[]> {
  const number = '[-+]?[0-9., ]*,[0-9., ]*';
  return filterBy(engine, table, columns, (id) => `bool_or(contains(${id}, ',') AND ${is(id, number)})`);
}

/** Columns with a number such as 10.500 and none that proves a decimal point, as far as their first rows show. */
async function withOpenPoints(engine: Engine, table: string, columns: readonly TableColumn[]): Promise<TableColumn[]> {
  const head = `(SELECT * FROM ${table} LIMIT ${FIRST_ROWS})`;
  return filterBy(engine, head, columns, (id) => `bool_or(${is(id, OPEN)}) AND NOT bool_or(${is(id, POINT)})`);
}

async function filterBy(
  engine: Engine,
  from: string,
  columns: readonly TableColumn[],
  test: (id: string) => string,
): Promise<TableColumn[]> {
  if (columns.length === 0) return [];
  const tests = columns.map(({ id }) => `${test(id)} AS ${id}`);
  const [row = {}] = await engine.rows<Record<string, boolean | null>>(`SELECT ${tests.join(', ')} FROM ${from}`);
  return columns.filter(({ id }) => row[id] === true);
}

async function collect(
  engine: Engine,
  table: string,
  columns: readonly TableColumn[],
): Promise<Map<string, DecimalEvidence>> {
  const found = new Map<string, DecimalEvidence>();
  for (const chunk of chunks(columns, COLUMNS_AT_ONCE)) {
    const counts = chunk.map(({ id }) => {
      const first = (pattern: string): string => `min(_row, ${ROWS_NAMED}) FILTER (${is(id, pattern)})`;
      return `count(*) FILTER (${is(id, COMMA)}) AS comma_${id}, count(*) FILTER (${is(id, POINT)}) AS point_${id},
        count(*) FILTER (${is(id, OPEN)}) AS open_${id},
        count(*) FILTER (contains(${id}, ',') AND ${is(id, OPEN)}) AS mark_${id},
        ${first(OPEN)} AS rows_open_${id}, ${first(COMMA)} AS rows_comma_${id}, ${first(POINT)} AS rows_point_${id}`;
    });
    const [row = {}] = await engine.rows<Record<string, unknown>>(`SELECT ${counts.join(', ')} FROM ${table}`);
    for (const { id } of chunk) {
      const count = (name: string): number => Number(row[`${name}_${id}`] ?? 0);
      const [comma, point, open] = [count('comma'), count('point'), count('open')];
      if (comma + point + open === 0) continue;
      const named = comma + point === 0 ? 'rows_open' : comma < point ? 'rows_comma' : 'rows_point';
      const rows = ((row[`${named}_${id}`] as readonly unknown[] | null) ?? []).map(Number);
      found.set(id, { comma, point, open, openComma: count('mark'), rows });
    }
  }
  return found;
}
