import { disarmedSql } from './shared/formula-sql.ts';
import { literal } from './shared/sql.ts';

export interface CsvLineOptions {
  readonly delimiter: string;
  /** Puts an apostrophe before text that a spreadsheet would run as a formula. */
  readonly harmless: boolean;
}

/** A byte-order mark in the first field would be mistaken for the file's. */
const SPECIAL = ['\n', '\r', '\ufeff'];

/**
 * An SQL expression for one CSV line, as `csvLines` writes it, without its final line feed. The engine computes it on all its
 * threads: passing a million rows cell by cell takes longer than everything else. `columns` are SQL for texts, NULL if empty.
 */
export function csvLineSql(columns: readonly string[], { delimiter, harmless }: CsvLineOptions): string {
  const cells = columns.map((column) => cellSql(column, delimiter, harmless));
  const [only] = cells;
  const fields = cells.length === 1 ? `coalesce(nullif(${only}, ''), '""')` : cells.join(`, ${literal(delimiter)}, `);
  return `concat(${fields}, '\r')`;
}

/** One byte or character at a time is found faster than by a pattern. */
function cellSql(column: string, delimiter: string, harmless: boolean): string {
  const has = (text: string): string => `contains(${column}, ${literal(text)})`;
  const text = harmless ? disarmedSql(column) : column;
  return `CASE WHEN ${has('"')} THEN '"' || replace(${text}, '"', '""') || '"'
    WHEN ${[delimiter, ...SPECIAL].map(has).join(' OR ')} THEN '"' || ${text} || '"'
    ELSE ${text} END`;
}
