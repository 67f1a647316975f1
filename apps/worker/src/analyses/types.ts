import type { Logger } from '@sluice/core';
import type { ToolName, ToolParameters } from '@sluice/jobs';
import type {
  Alert,
  Issue,
  IssueSummary,
  Recommendation,
  ReportStep,
  RoutingDecision,
  SummaryTile,
} from '@sluice/jobs/report';
import type { SheetCell, SheetColumn } from '../artifacts/types.ts';
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

/** What a step shows on its own sheet of the workbook. */
export interface StepSheet {
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** What one step of a tool did: a key of the report (`key`), a sheet of the workbook (`title`), and what it shows there. */
export type StepReport = ReportStep & {
  readonly key: string;
  readonly execution_time_ms: number;
  readonly sheet?: StepSheet;
};

/** What a step says of the file, beside its numbers and findings. */
export interface StepRemarks {
  readonly alerts?: readonly Omit<Alert, 'alert_id'>[];
  readonly issues?: readonly Omit<Issue, 'issue_id' | 'agent_id'>[];
  readonly recommendations?: readonly Omit<Recommendation, 'recommendation_id' | 'agent_id'>[];
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
