import type { DateOrder } from '../shared/date-sql.ts';
import type { CleanContext, CleanState } from './types.ts';

/** How the cells of a column are parsed as a type. Both map the SQL of a cell to the SQL of a value. */
export interface Reading {
  /** True if a value that `fixed` has normalized is of the type. */
  readonly reads: (value: string) => string;
  /** The normalized value, or the cell unchanged if it is not of the type. */
  readonly fixed: (value: string) => string;
}

/** Accepts thousands separators between groups of three, and a currency sign at either end or next to the plus or minus. */
export function numberReading(decimal: '.' | ',', integer: boolean): Reading {
  const plain = integer ? '[+-]?[0-9]+' : `[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]{1,4})?`;
  const [point, group] = decimal === '.' ? ['[.]', "[,''’_ \\x{a0}\\x{202f}]"] : [',', "[.''’_ \\x{a0}\\x{202f}]"];
  const written = `[+-]?(?:[0-9]{1,3}(?:${group}[0-9]{3})+|[0-9]+)(?:${point}[0-9]*)?(?:[eE][+-]?[0-9]{1,4})?`;
  const bare = (v: string): string =>
    String.raw`regexp_replace(regexp_replace(trim(${v}), '^[$€£¥]\s*|\s*[$€£¥]$', ''), '^([+-])\s*[$€£¥]?\s*', '\1')`;
  const grouped = (v: string): string => `replace(regexp_replace(${bare(v)}, '${group}', '', 'g'), ',', '.')`;
  const whole = (v: string): string => (integer ? `regexp_replace(${v}, '[.]0*$', '')` : v);
  // With a decimal comma, 1.234 means 1234; any other point can only be a decimal point.
  const thousands = (v: string): string => `regexp_full_match(${v}, '[+-]?[0-9]{1,3}(?:[.][0-9]{3})+')`;
  const matches = (v: string): string => `regexp_full_match(${v}, '${plain}')`;
  const reads = (v: string): string => (decimal === ',' ? `(${matches(v)} AND NOT ${thousands(v)})` : matches(v));
  return {
    reads,
    fixed: (v) => `CASE WHEN ${reads(v)} THEN ${v}
      WHEN regexp_full_match(${bare(v)}, '${written}') AND ${matches(whole(grouped(v)))} THEN ${whole(grouped(v))} ELSE ${v} END`,
  };
}

/** The order for dates such as 03/04/2024 and 03-04-2024: from the caller, or from the column's dates if they all agree. */
export async function dateOrderOf(
  { engine, parameters }: CleanContext,
  state: CleanState,
  id: string,
): Promise<DateOrder | undefined> {
  if (parameters.date_order) return parameters.date_order;
  const part = (group: number): string =>
    String.raw`TRY_CAST(trim(regexp_extract(${id}, '^\s*([0-9]{1,2})(/[0-9]{1,2}/|-[0-9]{1,2}-)[0-9]{4}', ${group}), '/-') AS INT)`;
  const [seen] = await engine.rows<{ day: number; month: number }>(
    `SELECT count(*) FILTER (${part(1)} > 12) AS day, count(*) FILTER (${part(2)} > 12) AS month FROM ${state.table}`,
  );
  if (!seen || seen.day > 0 === seen.month > 0) return undefined;
  return seen.day > 0 ? 'DMY' : 'MDY';
}
