import { ROW_ISSUE_TEXTS, type RowIssueQuery } from '../shared/row-issues.ts';
import { trimmedSql } from './count-columns.ts';
import type { ColumnFacts } from './types.ts';

/** Distinct texts per row up to which a column is tested once per text, with each row looking up the result. */
const FEW = 0.5;

/** SQL for the rows whose text in a column is in ROW_ISSUE_TEXTS, each with its message. */
export const rowsWithTexts = (table: string, { id }: ColumnFacts): string =>
  `SELECT s._row, t.message, t.v AS value FROM ${table} s JOIN ${ROW_ISSUE_TEXTS} t ON s.${id} = t.v`;

/**
 * The cells of a column whose text matches a test. `test` and `message` are SQL over `v`, the cell, and `x`, the trimmed
 * cell (NULL if blank).
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
  // Materialized; otherwise the test would run on every row before equal texts are grouped.
  const texts = `WITH d AS MATERIALIZED (SELECT DISTINCT ${id} AS v FROM ${table} WHERE ${id} IS NOT NULL)
    SELECT v, ${message} AS message FROM (${judged('FROM d')}) WHERE ${test}`;
  return { texts, query: rowsWithTexts(table, column) };
}
