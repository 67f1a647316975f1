import type { Engine } from '../engine.ts';
import { chunks } from './lists.ts';
import { literal } from './sql.ts';

/** With more columns, one row per cell is cheaper than one expression per column. */
export const MANY_COLUMNS = 24;
/** Columns that are unpivoted at a time. */
const COLUMNS_AT_ONCE = 500;

/** Aggregates over the cells of a column, by name: functions from the SQL of a value to the SQL of the aggregate. */
export type Aggregates<N extends string> = Readonly<Record<N, (value: string) => string>>;

/** The cells of some columns as rows `_row, v, nth`; `nth` is the column's index in the list. */
export const cellsAsRows = (from: string, ids: readonly string[]): string =>
  `SELECT _row, unnest([${ids.join(', ')}]) AS v, unnest(range(${ids.length})) AS nth FROM ${from}`;

/** Selects the list entry for the current row's column. */
export const pick = (texts: readonly string[]): string => `([${texts.map(literal).join(', ')}])[nth + 1]`;

/** The same aggregates for each of these columns, by column id. `from` is a table, or a query in parentheses. */
export async function aggregateCells<N extends string>(
  engine: Engine,
  from: string,
  ids: readonly string[],
  aggregates: Aggregates<N>,
): Promise<Map<string, Readonly<Record<N, unknown>>>> {
  const names = Object.keys(aggregates) as N[];
  const found = new Map<string, Readonly<Record<N, unknown>>>();
  if (ids.length <= MANY_COLUMNS) {
    const columns = ids.flatMap((id) => names.map((name) => `${aggregates[name](id)} AS ${id}_${name}`));
    if (columns.length === 0) return found;
    const [row] = await engine.rows<Record<string, unknown>>(`SELECT ${columns.join(', ')} FROM ${from}`);
    const own = (id: string) => Object.fromEntries(names.map((name) => [name, row?.[`${id}_${name}`]]));
    for (const id of ids) found.set(id, own(id) as Record<N, unknown>);
    return found;
  }
  const columns = names.map((name) => `${aggregates[name]('v')} AS ${name}`).join(', ');
  for (const chunk of chunks(ids, COLUMNS_AT_ONCE)) {
    const rows = await engine.rows<{ nth: number } & Record<N, unknown>>(
      `SELECT nth, ${columns} FROM (${cellsAsRows(from, chunk)}) GROUP BY nth`,
    );
    for (const row of rows) found.set(chunk[row.nth] ?? '', row);
  }
  return found;
}

/** The same for counts: 0 if there is nothing to count. */
export async function countCells<N extends string>(
  engine: Engine,
  from: string,
  ids: readonly string[],
  counters: Aggregates<N>,
): Promise<Map<string, Record<N, number>>> {
  const found = await aggregateCells(engine, from, ids, counters);
  const names = Object.keys(counters) as N[];
  const counts = (id: string) => Object.fromEntries(names.map((name) => [name, Number(found.get(id)?.[name] ?? 0)]));
  return new Map(ids.map((id) => [id, counts(id) as Record<N, number>]));
}
