import type { Logger } from '@sluice/core';
import type { ToolName, ToolParameters } from '@sluice/jobs';
import type { Severity, SheetCell, SheetColumn, SummaryTile } from '../artifacts/types.ts';
import type { Dialect, Warning } from '../tabular/index.ts';
import type { Engine } from './engine.ts';

/** A column of the table under analysis: `name` as in the file, `id` as in DuckDB (`c0`, `c1`, ...), never user text. */
export interface TableColumn {
  readonly id: string;
  readonly name: string;
}

/**
 * A file as DuckDB sees it: `table` has `_row BIGINT` (the record's number in the file, header and blank lines counted,
 * ascending and unique) and one VARCHAR per column, NULL where the cell is empty. Nothing else is done to the text.
 * `rejects` has the records that are no rows (ragged, broken quote): `_row BIGINT, line BIGINT, code, message, raw`.
 */
export interface LoadedTable {
  readonly table: string;
  readonly rejects: string;
  readonly columns: readonly TableColumn[];
  /** Rows of `table`, and of `rejects`. */
  readonly rows: number;
  readonly rejected: number;
  readonly dialect: Dialect;
  readonly warnings: readonly Warning[];
}

export interface Alert {
  readonly alert_id: string;
  readonly severity: Severity;
  readonly category: string;
  readonly message: string;
  readonly affected_fields_count: number;
  readonly recommendation: string;
}

export interface Issue {
  readonly issue_id: string;
  /** The step that found it. */
  readonly agent_id: string;
  readonly field_name: string;
  readonly issue_type: string;
  readonly severity: Severity;
  readonly message: string;
}

export interface Recommendation {
  readonly recommendation_id: string;
  readonly agent_id: string;
  readonly field_name: string;
  readonly priority: 'high' | 'medium' | 'low';
  readonly recommendation: string;
  readonly timeline: string;
}

export interface RowIssue {
  /** `_row` of the table. */
  readonly row_index: number;
  readonly column: string;
  readonly issue_type: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly message: string;
  readonly value: string | null;
}

/** A cell that cleaning wrote, or a row that it took out, with the step that did. */
export interface ChangedCell {
  /** `_row` of the table. */
  readonly row_index: number;
  /** Null for the whole row. */
  readonly column: string | null;
  readonly step: string;
  /** Null for empty. */
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string;
}

/** Counted over all row issues, not only those that the report repeats. */
export interface IssueSummary {
  readonly total_issues: number;
  readonly by_type: Readonly<Record<string, number>>;
  readonly by_severity: Readonly<Record<string, number>>;
  readonly affected_rows: number;
  readonly affected_columns: number;
}

export interface RoutingDecision {
  readonly next_tool: ToolName;
  readonly confidence_score: number;
  readonly reason: string;
  readonly priority: 'high' | 'medium' | 'low';
  readonly path: string;
  readonly required_files: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly expected_benefits: readonly string[];
  readonly execution_steps: readonly string[];
}

/** What a step shows on its own sheet of the workbook. */
export interface StepSheet {
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** What one step of a tool did: a key of the report (`key`) and a sheet of the workbook (`title`). */
export interface StepReport {
  readonly key: string;
  readonly title: string;
  readonly status: 'completed' | 'skipped' | 'failed';
  /** Why it was skipped or failed. */
  readonly reason?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly execution_time_ms: number;
  /** Its numbers before and after; equal for steps that only look. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  /** Whatever else it found, JSON only. */
  readonly findings: unknown;
  readonly sheet?: StepSheet;
}

/**
 * What a tool hands over. Tables live in the engine until it is closed; each has a stable order, by its first columns:
 * - `rowIssues`: `_row BIGINT, column_name, issue_type, severity, message, value`
 * - `changes` (clean): `_row BIGINT, column_name, step, before, after, reason` (before, after NULL for empty)
 * - `cleaned` (clean): `_row BIGINT` and the columns in `cleanedColumns`, VARCHAR
 * - `quarantined` (clean): `_row BIGINT`, `reason VARCHAR`, and the original columns, or `raw` alone for records that are no rows
 */
export interface Findings {
  readonly steps: readonly StepReport[];
  readonly alerts: readonly Alert[];
  readonly issues: readonly Issue[];
  readonly recommendations: readonly Recommendation[];
  readonly executiveSummary: readonly SummaryTile[];
  /** Markdown, made by rules from the numbers. */
  readonly summary: string;
  readonly issueSummary: IssueSummary;
  readonly routing_decisions: readonly RoutingDecision[];
  readonly rowIssues: string;
  readonly cleaned?: { readonly table: string; readonly columns: readonly TableColumn[]; readonly rows: number };
  readonly quarantined?: { readonly table: string; readonly columns: readonly TableColumn[]; readonly rows: number };
  readonly changes?: { readonly table: string; readonly rows: number };
}

export interface ToolContext<T extends ToolName = ToolName> {
  readonly engine: Engine;
  readonly source: LoadedTable;
  /** profile-my-data with `compare_doc_id`: the second file. */
  readonly compared?: LoadedTable;
  readonly parameters: ToolParameters<T>;
  /** Aborts when the analysis is cancelled or the worker is to stop; long statements are interrupted by the engine. */
  readonly signal: AbortSignal;
  /** Says what is being done now; `done` from 0 to 1 of this tool's work. */
  readonly progress: (phase: string, done: number) => void;
  readonly logger: Logger;
}

export interface Tool<T extends ToolName = ToolName> {
  readonly name: T;
  run(context: ToolContext<T>): Promise<Findings>;
}

/** Every tool by its name. */
export type Tools = { readonly [T in ToolName]: Tool<T> };
