import { type Warning, WarningTally } from '@sluice/core';
import { inClass } from '../../artifacts/char-class.ts';
import {
  isRepeatedHeader,
  isTotal,
  LONGEST_TOTAL,
  repeatedHeaderMessage,
  swallowsRecords,
  TOTAL,
  totalMessage,
  WIDEST_HEADER,
} from '../../tabular/index.ts';
import type { Engine } from '../engine.ts';
import { literal } from '../shared/sql.ts';
import type { TableColumn } from '../types.ts';

/** Rows fetched at most: a table of nothing but totals is none. */
const MOST_ROWS = 10_000;

/** What `String.trim` removes and a cell can have. */
const WHITESPACE =
  ' \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** The warnings that our own reader would have of the rows of a loaded table. */
export async function suspiciousRows(
  engine: Engine,
  table: string,
  columns: readonly TableColumn[],
  hasHeader: boolean,
): Promise<Warning[]> {
  const tally = new WarningTally();
  const names = columns.map(({ name }) => name);
  const cells = `[${columns.map(({ id }) => `coalesce(${id}, '')`).join(', ')}]`;
  const first = `trim(coalesce(${columns.map(({ id }) => id).join(', ')}))`;
  const same = (id: string): string => `lower(trim(coalesce(${id}, ''), ${literal(WHITESPACE)}))`;
  const compared = columns.slice(0, WIDEST_HEADER);
  const repeats = compared.map(({ id, name }) => `${same(id)} = lower(${literal(name)})`).join(' AND ');
  // A single comparison that hardly any other row passes, and that is faster than trimming.
  const named = compared.find(({ name }) => name !== '');
  const isRepeated = named ? `CASE WHEN ${holds(named)} THEN ${repeats} ELSE false END` : `(${repeats})`;
  const found = await engine.rows<{ row: number; cells: string[] }>(`
    SELECT _row::DOUBLE AS row, ${cells} AS cells
    FROM ${table}
    WHERE (length(${first}) <= ${LONGEST_TOTAL} AND regexp_full_match(${first}, ${literal(`(?i)${TOTAL.source}`)}))
    ${hasHeader && names.some((name) => name !== '') ? `OR ${isRepeated}` : ''}
    ORDER BY _row
    LIMIT ${MOST_ROWS}`);
  for (const { row, cells } of found) {
    if (hasHeader && isRepeatedHeader(cells, names)) tally.add('REPEATED_HEADER', row, repeatedHeaderMessage(false));
    else if (isTotal(cells)) tally.add('TOTAL_ROW', row, totalMessage(false));
  }
  return tally.list();
}

/** Whether the column's cell contains its name. */
const holds = ({ id, name }: TableColumn): string => `contains(lower(coalesce(${id}, '')), lower(${literal(name)}))`;

/** RE2's limit of repetitions is 1,000. */
const MOST_REPEATED = 500;

/** Whether some cell has lines that look like records, which our own reader reports with their place in the file. */
export async function hasSwallowed(
  engine: Engine,
  table: string,
  columns: readonly TableColumn[],
  delimiter: string,
): Promise<boolean> {
  const width = columns.length;
  if (width < 2) return false;
  const other = `[^\\n${inClass(delimiter)}]*`;
  const line = `\\n(?:${other}[${inClass(delimiter)}]){${Math.min(width - 1, MOST_REPEATED)}}`;
  const matches = columns.map(({ id }) => `regexp_matches(${id}, ${literal(`${line}[^\\n]*\\n`)})`);
  const cells = `[${columns.map(({ id }) => `coalesce(${id}, '')`).join(', ')}]`;
  const found = await engine.rows<{ cells: string[] }>(
    `SELECT ${cells} AS cells FROM ${table} WHERE ${matches.join(' OR ')} LIMIT ${MOST_ROWS}`,
  );
  return found.some((row) => row.cells.some((cell) => swallowsRecords(cell, delimiter, width)));
}
