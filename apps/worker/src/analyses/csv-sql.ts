import { FORMULA_START, NUMBER_TEXT, PHONE_TEXT } from '../artifacts/formula.ts';
import { literal } from './shared/sql.ts';

/**
 * An SQL expression for one CSV line, as `csvLines` writes it with `harmless`. The engine computes it on all its threads:
 * passing a million rows cell by cell takes longer than everything else. `columns` are SQL for texts, NULL if empty.
 */
export function csvLineSql(columns: readonly string[], delimiter: string, newline = '\r\n'): string {
  const cells = columns.map((column) => cellSql(column, delimiter));
  const line = cells.join(` || ${literal(delimiter)} || `);
  const visible = cells.length === 1 ? `CASE WHEN ${line} = '' THEN '""' ELSE ${line} END` : line;
  return `${visible} || ${literal(newline)}`;
}

function cellSql(column: string, delimiter: string): string {
  const special = `["\\r\\n\\x{feff}${delimiter === '|' ? '\\|' : delimiter}]`;
  const matches = (value: string, pattern: string): string => `regexp_matches(${value}, ${literal(pattern)})`;
  const full = (pattern: RegExp): string => `regexp_full_match(${column}, ${literal(inline(pattern))})`;
  const disarmed = `CASE WHEN ${matches(column, FORMULA_START.source)} AND NOT ${full(NUMBER_TEXT)} AND NOT ${full(PHONE_TEXT)}
    THEN '''' || ${column} ELSE ${column} END`;
  // Most cells need no escaping, which a single pattern shows.
  const plain = `NOT ${matches(column, `${special}|${FORMULA_START.source}`)}`;
  return `CASE WHEN ${column} IS NULL THEN '' WHEN ${plain} THEN ${column}
    WHEN ${matches(column, special)} THEN '"' || replace(${disarmed}, '"', '""') || '"' ELSE ${disarmed} END`;
}

/** The pattern for RE2, with its flags inline. */
const inline = ({ source, flags }: RegExp): string => (flags.includes('i') ? `(?i)${source}` : source);
