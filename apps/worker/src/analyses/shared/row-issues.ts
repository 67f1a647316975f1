import type { IssueSummary, RowIssue } from '@sluice/jobs/report';
import type { Engine } from '../engine.ts';
import { literal } from './sql.ts';

/** Rows with one kind of issue in one column, or in the whole row. */
export interface RowIssueQuery {
  /** Position of the column; -1 for the whole row. */
  readonly position: number;
  readonly label: string;
  readonly type: string;
  readonly severity: RowIssue['severity'];
  /** A query of `v` and `message`, stored first in the table ROW_ISSUE_TEXTS: its size lets the engine choose the join. */
  readonly texts?: string;
  /** A query of `_row`, `message` and `value`. */
  readonly query: string;
}

const RAW = 'row_issues_raw';
export const ROW_ISSUE_TEXTS = 'row_issue_texts';

/** Collects the row issues of several steps in one table, ordered by row, column, type and step. */
export class RowIssues {
  readonly #engine: Engine;
  readonly #table: string;

  private constructor(engine: Engine, table: string) {
    this.#engine = engine;
    this.#table = table;
  }

  /** `table` will have `_row, column_name, issue_type, severity, message, value`. */
  static async open(engine: Engine, table: string): Promise<RowIssues> {
    await engine.run(`CREATE TABLE ${RAW} (step VARCHAR, _row BIGINT, position INTEGER, column_name VARCHAR,
      issue_type VARCHAR, severity VARCHAR, message VARCHAR, value VARCHAR)`);
    return new RowIssues(engine, table);
  }

  async add(step: string, { position, label, type, severity, texts, query }: RowIssueQuery): Promise<void> {
    if (texts !== undefined) await this.#engine.run(`CREATE OR REPLACE TABLE ${ROW_ISSUE_TEXTS} AS ${texts}`);
    await this.#engine.run(`INSERT INTO ${RAW} SELECT ${literal(step)}, _row, ${position}, ${literal(label)},
      ${literal(type)}, ${literal(severity)}, message, value FROM (${query})`);
  }

  /** Discards what a step has added. */
  async discard(step: string): Promise<void> {
    await this.#engine.run(`DELETE FROM ${RAW} WHERE step = ${literal(step)}`);
  }

  /** Sorts and counts the collected issues. */
  async finish(): Promise<IssueSummary> {
    await this.#engine.run(`CREATE TABLE ${this.#table} AS
      SELECT _row, column_name, issue_type, severity, message, value FROM ${RAW}
      ORDER BY _row, position, issue_type, step`);
    await this.#engine.run(`DROP TABLE ${RAW}; DROP TABLE IF EXISTS ${ROW_ISSUE_TEXTS}`);
    return summarizeRowIssues(this.#engine, this.#table);
  }
}

/** Counts a table of row issues. An issue with an empty `column_name` concerns the whole row. */
export async function summarizeRowIssues(engine: Engine, table: string): Promise<IssueSummary> {
  const [total] = await engine.rows<{ issues: number; rows: number; columns: number }>(
    `SELECT count(*) AS issues, count(DISTINCT _row) AS rows,
       count(DISTINCT column_name) FILTER (column_name <> '') AS columns FROM ${table}`,
  );
  const by = async (column: string): Promise<Record<string, number>> => {
    const counts = await engine.rows<{ key: string; count: number }>(
      `SELECT ${column} AS key, count(*) AS count FROM ${table} GROUP BY 1 ORDER BY 2 DESC, 1`,
    );
    return Object.fromEntries(counts.map(({ key, count }) => [key, count]));
  };
  return {
    total_issues: total?.issues ?? 0,
    by_type: await by('issue_type'),
    by_severity: await by('severity'),
    affected_rows: total?.rows ?? 0,
    affected_columns: total?.columns ?? 0,
  };
}
