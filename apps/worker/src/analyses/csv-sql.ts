import { inClass } from '../artifacts/char-class.ts';
import { FORMULA_START } from '../artifacts/formula.ts';
import { disarmedSql } from './shared/formula-sql.ts';
import { literal } from './shared/sql.ts';

export interface CsvLineOptions {
  readonly delimiter: string;
  /** Puts an apostrophe before text that a spreadsheet would run as a formula. */
  readonly harmless: boolean;
  readonly newline?: string;
}

/**
 * An SQL expression for one CSV line, as `csvLines` writes it. The engine computes it on all its threads:
 * passing a million rows cell by cell takes longer than everything else. `columns` are SQL for texts, NULL if empty.
 */
export function csvLineSql(
  columns: readonly string[],
  { delimiter, harmless, newline = '\r\n' }: CsvLineOptions,
): string {
  const cells = columns.map((column) => cellSql(column, delimiter, harmless));
  const line = cells.join(` || ${literal(delimiter)} || `);
  const visible = cells.length === 1 ? `CASE WHEN ${line} = '' THEN '""' ELSE ${line} END` : line;
  return `${visible} || ${literal(newline)}`;
}

function cellSql(column: string, delimiter: string, harmless: boolean): string {
  const special = `["\\r\\n\\x{feff}${inClass(delimiter)}]`;
  const matches = (pattern: string): string => `regexp_matches(${column}, ${literal(pattern)})`;
  const text = harmless ? disarmedSql(column) : column;
  // Most cells need no escaping, which a single pattern shows.
  const plain = `NOT ${matches(harmless ? `${special}|${FORMULA_START.source}` : special)}`;
  return `CASE WHEN ${column} IS NULL THEN '' WHEN ${plain} THEN ${column}
    WHEN ${matches(special)} THEN '"' || replace(${text}, '"', '""') || '"' ELSE ${text} END`;
}
