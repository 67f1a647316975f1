import { inClass } from '../artifacts/char-class.ts';
import { FORMULA_START, NUMBER_TEXT, PHONE_TEXT } from '../artifacts/formula.ts';
import { inlineFlags, literal } from './shared/sql.ts';

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
  const matches = (value: string, pattern: string): string => `regexp_matches(${value}, ${literal(pattern)})`;
  const full = (pattern: RegExp): string => `regexp_full_match(${column}, ${literal(inlineFlags(pattern))})`;
  const disarmed = `CASE WHEN ${matches(column, FORMULA_START.source)} AND NOT ${full(NUMBER_TEXT)} AND NOT ${full(PHONE_TEXT)}
    THEN '''' || ${column} ELSE ${column} END`;
  const text = harmless ? disarmed : column;
  // Most cells need no escaping, which a single pattern shows.
  const plain = `NOT ${matches(column, harmless ? `${special}|${FORMULA_START.source}` : special)}`;
  return `CASE WHEN ${column} IS NULL THEN '' WHEN ${plain} THEN ${column}
    WHEN ${matches(column, special)} THEN '"' || replace(${text}, '"', '""') || '"' ELSE ${text} END`;
}
