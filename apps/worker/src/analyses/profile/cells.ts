import { ROW_ISSUE_TEXTS, type RowIssueQuery } from '../shared/row-issues.ts';
import { trimmedSql } from './count-columns.ts';
import type { ColumnFacts } from './types.ts';

/** A column with so few different texts is judged by them, and the judgement is looked up for each row. */
const FEW = 0.5;

/** The rows of a table whose text in a column is among ROW_ISSUE_TEXTS. */
export const rowsWithTexts = (table: string, { id }: ColumnFacts): string =>
  `SELECT s._row, t.message, t.v AS value FROM ${table} s JOIN ${ROW_ISSUE_TEXTS} t ON s.${id} = t.v`;

/**
 * The cells of a column for which a test of their text holds. `test` and `message` are SQL over `v`, the cell, and `x`,
 * the cell trimmed (NULL where it is blank).
 */
export function cellsWhere(
  table: string,
  column: ColumnFacts,
  test: string,
  message: string,
): Pick<RowIssueQuery, 'texts' | 'query'> {
  const { id, distinct, rows } = column;
  const judged = (cells: string): string => `SELECT *, ${trimmedSql('v')} AS x FROM (${cells})`;
  if (distinct > FEW * rows) {
    const cells = judged(`SELECT _row, ${id} AS v FROM ${table} WHERE ${id} IS NOT NULL`);
    return { query: `SELECT _row, ${message} AS message, v AS value FROM (${cells}) WHERE ${test}` };
  }
  // Materialised, or the test would be made of every row before equal texts are put together.
  const texts = `WITH d AS MATERIALIZED (SELECT DISTINCT ${id} AS v FROM ${table} WHERE ${id} IS NOT NULL)
    SELECT v, ${message} AS message FROM (${judged('FROM d')}) WHERE ${test}`;
  return { texts, query: rowsWithTexts(table, column) };
}
