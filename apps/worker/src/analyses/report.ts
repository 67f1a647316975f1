import type { AppError } from '@sluice/core';
import type { ToolName } from '@sluice/jobs';
import type { ChangedCell, Findings, RowIssue, StepReport } from './types.ts';

/** How many row issues, and how many changed cells, the report repeats; all of them are in the artifacts. */
export const REPORTED_ROWS = 1_000;

/** A file of the analysis as its report names it. */
export interface DownloadEntry {
  readonly download_id: string;
  readonly file_name: string;
  readonly format: string;
  readonly size_bytes?: number;
  readonly s3_path?: string;
  readonly status?: 'uploaded' | 'upload_failed';
  /** Why it was not uploaded. */
  readonly error?: Pick<AppError, 'code' | 'message'>;
  /** Instead of `s3_path` and `status` where the file was not to be uploaded. */
  readonly content_base64?: string;
}

export interface Report {
  readonly downloads: readonly DownloadEntry[];
  readonly [key: string]: unknown;
}

/** What a caller gets of an analysis that has come to its end. */
export interface FinalObject {
  readonly analysis_id: string;
  readonly tool: ToolName;
  readonly status: 'completed';
  /** ISO 8601, when the report was finished. */
  readonly timestamp: string;
  readonly execution_time_ms: number;
  readonly report: Report;
}

export interface ReportInput {
  readonly findings: Findings;
  readonly rowIssues: readonly RowIssue[];
  /** The first ones; of a tool that changes cells. */
  readonly changes?: readonly ChangedCell[] | undefined;
  readonly downloads: readonly DownloadEntry[];
  /** Left out of what must be the same whenever it is made: then no step says how long it took either. */
  readonly executionTimeMs?: number;
}

/** The report with its keys of pipelines.md, and one more for every step. */
export function buildReport({ findings, rowIssues, changes, downloads, executionTimeMs }: ReportInput): Report {
  const timed = executionTimeMs !== undefined;
  const failed = findings.steps.some(({ status }) => status === 'failed');
  return {
    alerts: findings.alerts,
    issues: findings.issues,
    recommendations: findings.recommendations,
    executiveSummary: findings.executiveSummary,
    analysisSummary: {
      status: failed ? 'completed_with_failed_steps' : 'completed',
      summary: findings.summary,
      ...(timed ? { execution_time_ms: executionTimeMs } : {}),
      model_used: 'rules',
    },
    rowLevelIssues: rowIssues,
    issueSummary: findings.issueSummary,
    ...(changes ? { changeLog: { total_changes: findings.changes?.rows ?? changes.length, changes } } : {}),
    routing_decisions: findings.routing_decisions,
    downloads,
    ...Object.fromEntries(findings.steps.map((step) => [step.key, stepEntry(step, timed)])),
  };
}

function stepEntry({ key: _, sheet: __, execution_time_ms: time, ...step }: StepReport, timed: boolean) {
  return timed ? { ...step, execution_time_ms: time } : step;
}
