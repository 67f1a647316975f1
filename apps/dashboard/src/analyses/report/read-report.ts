import type {
  Alert,
  Change,
  Issue,
  IssueSummary,
  Recommendation,
  RoutingDecision,
  RowIssue,
  Step,
  SummaryTile,
} from './shapes.ts';

/** A report in which every list is present, even if it was truncated. */
export interface Report {
  readonly alerts: readonly Alert[];
  readonly issues: readonly Issue[];
  readonly recommendations: readonly Recommendation[];
  readonly tiles: readonly SummaryTile[];
  /** Markdown. */
  readonly summary: string;
  readonly rowIssues: readonly RowIssue[];
  readonly issueSummary: IssueSummary;
  /** Undefined for tools that change nothing. */
  readonly changeLog: { readonly total: number; readonly changes: readonly Change[] } | undefined;
  readonly routing: readonly RoutingDecision[];
  /** In execution order. */
  readonly steps: readonly Step[];
  readonly isTrimmed: boolean;
}

/** The execution order of the steps: MySQL does not preserve key order. */
const ORDER = [
  ...['columns', 'numbers', 'uniqueness', 'correlations', 'type_conflicts', 'text_quality', 'personal_data'],
  ...['unreadable_rows', 'drift'],
  ...['preview', 'quarantine', 'types', 'standardise', 'duplicates', 'nulls', 'outliers', 'checks', 'quality'],
];
const placeOf = (key: string): number => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);

const list = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as T[]) : []);
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const isStep = (value: unknown): value is Omit<Step, 'key'> => 'before' in record(value) && 'title' in record(value);

const noIssues: IssueSummary = { total_issues: 0, by_type: {}, affected_rows: 0, affected_columns: 0 };

/** Converts the report of the API for the pages. */
export function readReport(given: Readonly<Record<string, unknown>>): Report {
  const log = given.changeLog === undefined ? undefined : record(given.changeLog);
  const changes = list<Change>(log?.changes);
  return {
    alerts: list(given.alerts),
    issues: list(given.issues),
    recommendations: list(given.recommendations),
    tiles: list(given.executiveSummary),
    summary: String(record(given.analysisSummary).summary ?? ''),
    rowIssues: list(given.rowLevelIssues),
    issueSummary: { ...noIssues, ...record(given.issueSummary) },
    changeLog: log && { total: Number(log.total_changes ?? changes.length), changes },
    routing: list(given.routing_decisions),
    steps: Object.entries(given)
      .flatMap(([key, value]) => (isStep(value) ? [{ ...value, key }] : []))
      .sort((a, b) => placeOf(a.key) - placeOf(b.key)),
    isTrimmed: given.trimmed === true,
  };
}

/** The findings of a step, if it ran. */
export function findingsOf<T>(report: Report, key: string): T | undefined {
  const step = report.steps.find((one) => one.key === key);
  return step?.status === 'completed' && step.findings !== null ? (step.findings as T) : undefined;
}

/** The findings of a step that are a list; empty if it did not run. */
export const foundList = <T>(report: Report, key: string): readonly T[] => list<T>(findingsOf(report, key));
