import type { DateOrder } from '../shared/date-sql.ts';
import type { CleanContext, CleanState } from './types.ts';

/** What decides dates such as 03/04/2024: the caller, or else the column's own dates where they all agree. */
export async function dateOrderOf(
  { engine, parameters }: CleanContext,
  state: CleanState,
  id: string,
): Promise<DateOrder | undefined> {
  if (parameters.date_order) return parameters.date_order;
  const part = (group: number): string =>
    String.raw`TRY_CAST(regexp_extract(${id}, '^\s*([0-9]{1,2})/([0-9]{1,2})/[0-9]{4}', ${group}) AS INT)`;
  const [seen] = await engine.rows<{ day: number; month: number }>(
    `SELECT count(*) FILTER (${part(1)} > 12) AS day, count(*) FILTER (${part(2)} > 12) AS month FROM ${state.table}`,
  );
  if (!seen || seen.day > 0 === seen.month > 0) return undefined;
  return seen.day > 0 ? 'DMY' : 'MDY';
}
