import { storedWarnings } from '@sluice/jobs';
import type { AnalysisReport, ChangedCell, ReportDownload, RowIssue, TrimmedReport } from '@sluice/jobs/report';
import { readingOf } from '../spool/reading.ts';
import { type ReportedTable, tablesOf } from './tables.ts';
import type { Findings, LoadedTable, Material, StepReport } from './types.ts';

/** Maximum number of row issues, and of changed cells, in the report; all of them are in the artifacts. */
export const REPORTED_ROWS = 1_000;

/** How many changes of each step the report has as examples. */
const EXAMPLES_OF_STEP = 3;

export interface ReportInput {
  readonly findings: Findings;
  readonly source: Pick<LoadedTable, 'dialect' | 'decisions' | 'warnings'>;
  readonly rowIssues: readonly RowIssue[];
  /** The first changed cells, for tools that change cells. */
  readonly changes?: readonly ChangedCell[];
  /** The first ones of each step. */
  readonly examples?: readonly ChangedCell[];
  readonly downloads: readonly ReportDownload[];
  /** Omitted if the output must be deterministic; then the durations of the steps are omitted too. */
  readonly executionTimeMs?: number;
}

/** The report with its fixed keys and one key for every step. */
export function buildReport({
  findings,
  source,
  rowIssues,
  changes,
  examples,
  downloads,
  executionTimeMs,
}: ReportInput): AnalysisReport {
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
    ...(changes
      ? {
          changeLog: {
            total_changes: findings.changes?.rows ?? changes.length,
            changes,
            ...(examples && { examples }),
          },
        }
      : {}),
    warnings: storedWarnings(source.warnings),
    reading: readingOf(source),
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

type ReportedChanges = Pick<ReportInput, 'changes' | 'examples'>;

/** The first changes of all, and of each step: its changes may come late in the file. Empty for tools that change nothing. */
export async function reportedChanges(material: Material): Promise<ReportedChanges> {
  const { changes } = tablesOf(material);
  if (!changes) return {};
  const examples: ChangedCell[] = [];
  for (const { key, status } of material.findings.steps) {
    if (status === 'completed') examples.push(...(await collect<ChangedCell>(changes.ofStep(key, EXAMPLES_OF_STEP))));
  }
  return { changes: await first(changes), examples };
}

const first = <T>(table: ReportedTable): Promise<T[]> => collect(table.objects(REPORTED_ROWS));

async function collect<T>(pieces: AsyncIterable<readonly unknown[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const piece of pieces) rows.push(...(piece as T[]));
  return rows;
}

/** Maximum JSON length of a report that is stored untrimmed. */
export const REPORT_BYTES = 8 * 1024 * 1024;
/** List lengths to try until the report is short enough. */
const LENGTHS = [1_000, 200, 50, 10, 1];
/** Maximum length of text once trimming lists is not enough. */
const TEXT_CHARACTERS = 1_000;

export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** The report for the database: unchanged, or with shortened lists and `trimmed: true`. Downloads are kept. */
export function trimReport(report: AnalysisReport, maxBytes = REPORT_BYTES): AnalysisReport | TrimmedReport {
  if (jsonBytes(report) <= maxBytes) return report;
  const downloads = report.downloads.map(({ content_base64: _, ...entry }) => entry);
  for (const length of LENGTHS) {
    const trimmed = { ...shorten(report, length), downloads, trimmed: true as const };
    if (jsonBytes(trimmed) <= maxBytes) return trimmed;
  }
  return { downloads, analysisSummary: shorten(report.analysisSummary, 1), trimmed: true };
}

/** The same shape with fewer list items, and shorter text if that is not enough. */
function shorten<T>(value: T, length: number): T {
  return shortened(value, length) as T;
}

function shortened(value: unknown, length: number): unknown {
  if (typeof value === 'string') return length <= 10 ? value.slice(0, TEXT_CHARACTERS) : value;
  if (Array.isArray(value)) return value.slice(0, length).map((item) => shortened(item, length));
  if (typeof value !== 'object' || value === null) return value;
  // Objects keyed by column name are treated as lists too; our own objects have fewer keys than this.
  const entries = Object.entries(value).slice(0, Math.max(length, 40));
  return Object.fromEntries(entries.map(([key, item]) => [key, shortened(item, length)]));
}
