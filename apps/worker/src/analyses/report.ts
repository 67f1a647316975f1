import type { AnalysisReport, ChangedCell, ReportDownload, RowIssue } from '@sluice/jobs/report';
import { type ReportedTable, tablesOf } from './tables.ts';
import type { Findings, Material, StepReport } from './types.ts';

/** Maximum number of row issues, and of changed cells, in the report; all of them are in the artifacts. */
export const REPORTED_ROWS = 1_000;

export interface ReportInput {
  readonly findings: Findings;
  readonly rowIssues: readonly RowIssue[];
  /** The first changed cells, for tools that change cells. */
  readonly changes?: readonly ChangedCell[] | undefined;
  readonly downloads: readonly ReportDownload[];
  /** Omitted if the output must be deterministic; then the durations of the steps are omitted too. */
  readonly executionTimeMs?: number;
}

/** The report with its fixed keys and one key for every step. */
export function buildReport({ findings, rowIssues, changes, downloads, executionTimeMs }: ReportInput): AnalysisReport {
  const timed = executionTimeMs !== undefined;
  const failed = findings.steps.some(({ status }) => status === 'failed');
  const steps = findings.steps.map((step) => [step.key, stepEntry(step, timed)]);
  const common: AnalysisReport = {
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
  };
  return { ...common, ...Object.fromEntries(steps) };
}

function stepEntry({ key: _, sheet: __, execution_time_ms: time, ...step }: StepReport, timed: boolean) {
  return timed ? { ...step, execution_time_ms: time } : step;
}

/** The row issues that go into the report. */
export const firstRowIssues = (material: Material): Promise<RowIssue[]> => first(tablesOf(material).rowIssues);

/** Undefined for tools that change nothing. */
export async function firstChanges(material: Material): Promise<ChangedCell[] | undefined> {
  const { changes } = tablesOf(material);
  return changes && first(changes);
}

async function first<T>(table: ReportedTable): Promise<T[]> {
  const rows: T[] = [];
  for await (const piece of table.objects(REPORTED_ROWS)) rows.push(...(piece as unknown as T[]));
  return rows;
}
