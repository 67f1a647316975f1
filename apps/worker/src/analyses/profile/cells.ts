import { trimmedSql } from './count-columns.ts';
import type { ColumnFacts } from './types.ts';

/** A column with so few different texts is judged by them, and the judgement is looked up for each row. */
const FEW = 0.25;

/**
 * A query of `_row, message, value` for the cells of a column for which a test of their text holds. `message` is SQL
 * over `v`, the cell, and `x`, the cell trimmed (NULL where it is blank).
 */
export function cellsWhere(table: string, { id, distinct, rows }: ColumnFacts, test: string, message: string): string {
  const judged = (cells: string): string => `SELECT *, ${trimmedSql('v')} AS x FROM (${cells})`;
  if (distinct > FEW * rows) {
    const cells = judged(`SELECT _row, ${id} AS v FROM ${table} WHERE ${id} IS NOT NULL`);
    return `SELECT _row, ${message} AS message, v AS value FROM (${cells}) WHERE ${test}`;
  }
  const texts = judged(`SELECT DISTINCT ${id} AS v FROM ${table} WHERE ${id} IS NOT NULL`);
  return `SELECT s._row, f.message, f.v AS value FROM ${table} s
    JOIN (SELECT v, ${message} AS message FROM (${texts}) WHERE ${test}) f ON s.${id} = f.v`;
}
