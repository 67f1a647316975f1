import type { Alert, Issue, Recommendation } from '@sluice/jobs/report';
import { warningAlerts } from '../shared/findings.ts';
import { counted } from '../shared/wording.ts';
import type { LoadedTable } from '../types.ts';
import type { Chain } from './run-chain.ts';

type New<T extends object, K extends keyof T> = Omit<T, K>;

/** Alerts of the steps and of the whole chain, worst first. */
export function alertsOf(source: LoadedTable, chain: Chain): Alert[] {
  const failed = chain.links
    .filter(({ report }) => report.status === 'failed')
    .map(
      ({ report }): New<Alert, 'alert_id'> => ({
        severity: 'high',
        category: 'step_failed',
        message: `The step ${report.key} failed and changed nothing: ${report.reason}`,
        affected_fields_count: 0,
        recommendation: `Run clean-my-data again with other parameters for ${report.key}.`,
      }),
    );
  const rejected: New<Alert, 'alert_id'>[] =
    source.rejected === 0
      ? []
      : [
          {
            severity: source.rejected > source.rows / 20 ? 'high' : 'medium',
            category: 'records_that_are_no_rows',
            message: `${counted(source.rejected, 'record')} could not be parsed; see quarantined.csv.`,
            affected_fields_count: source.columns.length,
            recommendation: 'Fix the cells and quotes of these records, then upload the file again.',
          },
        ];
  const order = ['critical', 'high', 'medium', 'low', 'info'];
  return [
    ...failed,
    ...rejected,
    ...chain.links.flatMap(({ result }) => result?.alerts ?? []),
    ...warningAlerts(source.warnings),
  ]
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .map((alert, at) => ({ alert_id: `alert-${at + 1}`, ...alert }));
}

/** Issues of the columns, in the order of the chain. */
export const issuesOf = (chain: Chain): Issue[] =>
  chain.links
    .flatMap(({ report, result }) => (result?.issues ?? []).map((issue) => ({ agent_id: report.key, ...issue })))
    .map((issue, at) => ({ issue_id: `issue-${at + 1}`, ...issue }));

export const recommendationsOf = (chain: Chain): Recommendation[] =>
  chain.links
    .flatMap(({ report, result }) => (result?.recommendations ?? []).map((one) => ({ agent_id: report.key, ...one })))
    .map((one, at) => ({ recommendation_id: `recommendation-${at + 1}`, ...one }));
