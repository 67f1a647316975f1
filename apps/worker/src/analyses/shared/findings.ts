import { excerpt, isAppError, publicMessage, type Warning } from '@sluice/core';
import type { Alert, Issue, Recommendation, Severity } from '@sluice/jobs/report';

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
const PRIORITY: readonly Recommendation['priority'][] = ['high', 'medium', 'low'];

/** The findings of a tool's steps, by step key. */
export interface Said {
  readonly step: string;
  readonly alerts?: readonly Omit<Alert, 'alert_id'>[];
  readonly issues?: readonly Omit<Issue, 'issue_id' | 'agent_id'>[];
  readonly recommendations?: readonly Omit<Recommendation, 'recommendation_id' | 'agent_id'>[];
}

/** An alert for each warning about the file. */
export const warningAlerts = (warnings: readonly Warning[]): Omit<Alert, 'alert_id'>[] =>
  warnings.map(({ code, message, column }) => ({
    severity: code.endsWith('_DOUBTFUL') ? 'medium' : 'low',
    category: code.toLowerCase(),
    message,
    affected_fields_count: column === undefined ? 0 : 1,
    recommendation: 'Check that the file was read correctly.',
  }));

const numbered = (prefix: string, at: number): string => `${prefix}-${String(at + 1).padStart(3, '0')}`;

/** Worst first, then in step order; numbered, so that the same findings get the same ids. */
export function gatherFindings(said: readonly Said[]): {
  alerts: Alert[];
  issues: Issue[];
  recommendations: Recommendation[];
} {
  const bySeverity = (a: { severity: Severity }, b: { severity: Severity }): number =>
    ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity);
  const alerts = said.flatMap(({ alerts = [] }) => alerts).toSorted(bySeverity);
  const issues = said.flatMap(({ step, issues = [] }) => issues.map((issue) => ({ agent_id: step, ...issue })));
  const recommendations = said.flatMap(({ step, recommendations = [] }) =>
    recommendations.map((recommendation) => ({ agent_id: step, ...recommendation })),
  );
  return {
    alerts: alerts.map((alert, at) => ({ alert_id: numbered('alert', at), ...alert })),
    issues: issues.toSorted(bySeverity).map((issue, at) => ({ issue_id: numbered('issue', at), ...issue })),
    recommendations: recommendations
      .toSorted((a, b) => PRIORITY.indexOf(a.priority) - PRIORITY.indexOf(b.priority))
      .map((recommendation, at) => ({ recommendation_id: numbered('recommendation', at), ...recommendation })),
  };
}

/** Rethrows errors that end the whole analysis; any other error only fails its step. */
export function rethrowAbort(error: unknown, signal: AbortSignal): void {
  signal.throwIfAborted();
  if (isAppError(error) && error.code.startsWith('JOB_')) throw error;
}

/** DuckDB's errors about the values of the file; its others name SQL and paths. */
const ABOUT_VALUES = /^(?:Conversion|Out of Range) Error: /;

/** A readable reason why a step failed. The report is for everyone, so the whole error belongs in the log. */
export function failureReason(error: unknown): string {
  if (isAppError(error)) return publicMessage(error);
  const message = error instanceof Error ? error.message : String(error);
  return ABOUT_VALUES.test(message)
    ? excerpt(message.split('\n')[0] ?? '', 500)
    : 'an internal error, which the log of the worker describes';
}
