import {
  type AnalysisReport,
  type ReportAlert,
  type ReportChange,
  type ReportIssue,
  type ReportIssueSummary,
  type ReportRecommendation,
  type ReportRoutingDecision,
  type ReportRowIssue,
  type ReportStep,
  type ReportTile,
  reportSteps,
  type TrimmedReport,
} from '@sluice/client';

export type Step = ReportStep & { readonly key: string };

/** A report in which every list is present, even if it was truncated. */
export interface Report {
  readonly alerts: readonly ReportAlert[];
  readonly issues: readonly ReportIssue[];
  readonly recommendations: readonly ReportRecommendation[];
  readonly tiles: readonly ReportTile[];
  /** Markdown. */
  readonly summary: string;
  readonly rowIssues: readonly ReportRowIssue[];
  readonly issueSummary: ReportIssueSummary;
  /** Undefined for tools that change nothing. */
  readonly changeLog: { readonly total: number; readonly changes: readonly ReportChange[] } | undefined;
  readonly routing: readonly ReportRoutingDecision[];
  /** In execution order. */
  readonly steps: readonly Step[];
  readonly isTrimmed: boolean;
}

const order: readonly string[] = reportSteps;
/** The place of a step in the execution order: MySQL does not preserve key order. */
const placeOf = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);

const isStep = (value: unknown): value is ReportStep =>
  typeof value === 'object' && value !== null && 'before' in value && 'title' in value;

const noIssues: ReportIssueSummary = {
  total_issues: 0,
  by_type: {},
  by_severity: {},
  affected_rows: 0,
  affected_columns: 0,
};

/** Converts the report of the API for the pages; a truncated one may lack anything. */
export function readReport(given: AnalysisReport | TrimmedReport): Report {
  const { changeLog: log, analysisSummary } = given;
  return {
    alerts: given.alerts ?? [],
    issues: given.issues ?? [],
    recommendations: given.recommendations ?? [],
    tiles: given.executiveSummary ?? [],
    summary: analysisSummary?.summary ?? '',
    rowIssues: given.rowLevelIssues ?? [],
    issueSummary: { ...noIssues, ...given.issueSummary },
    changeLog: log && { total: log.total_changes, changes: log.changes },
    routing: given.routing_decisions ?? [],
    steps: Object.entries(given)
      .flatMap(([key, value]: [string, unknown]) => (isStep(value) ? [{ ...value, key }] : []))
      .sort((a, b) => placeOf(a.key) - placeOf(b.key)),
    isTrimmed: 'trimmed' in given,
  };
}

type FindingsOf<K extends string> = NonNullable<NonNullable<AnalysisReport[K]>['findings']>;
type ItemOf<K extends string> = FindingsOf<K> extends readonly (infer Item)[] ? Item : never;

/** The findings of a step, if it ran. */
export function findingsOf<K extends string>(report: Report, key: K): FindingsOf<K> | undefined {
  const step = report.steps.find((one) => one.key === key);
  return step?.status === 'completed' && step.findings !== null ? (step.findings as FindingsOf<K>) : undefined;
}

/** The findings of a step that are a list; empty if it did not run. */
export function foundList<K extends string>(report: Report, key: K): readonly ItemOf<K>[] {
  const found: unknown = findingsOf(report, key);
  return Array.isArray(found) ? found : [];
}
