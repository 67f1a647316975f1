import type { Issue, RoutingDecision } from '@sluice/jobs/report';
import { counted, named } from '../shared/wording.ts';
import type { Outcome } from './outcome.ts';

/** Which tool to run next. Scores start at 0.5 and never exceed 0.95. */
export function routingOf(outcome: Outcome, issues: readonly Issue[]): RoutingDecision[] {
  const again = cleanAgain(outcome, issues);
  const changed = outcome.changes > 0;
  const profile: RoutingDecision = {
    next_tool: 'profile-my-data',
    confidence_score: changed ? 0.9 : 0.6,
    reason: changed
      ? `${counted(outcome.cellsChanged, 'cell was', 'cells were')} changed and ${counted(outcome.rowsBefore - outcome.rowsAfter, 'record')} removed, so a profile of the original file no longer describes cleaned.csv.`
      : 'Nothing was changed; a profile describes the columns.',
    priority: changed && !again ? 'high' : 'medium',
    path: 'cleaned.csv -> profile-my-data',
    required_files: ['cleaned.csv'],
    parameters: {},
    expected_benefits: ['Types, distributions and a quality grade of the cleaned data'],
    execution_steps: ['Upload cleaned.csv as a document', 'Run profile-my-data on it'],
  };
  return again ? [again, profile] : [profile];
}

/** Proposes parameters for issues that were found but not changed. */
function cleanAgain(outcome: Outcome, issues: readonly Issue[]): RoutingDecision | undefined {
  const fields = (type: string): string[] => [
    ...new Set(issues.filter((issue) => issue.issue_type === type).map(({ field_name }) => field_name)),
  ];
  const suspicious = ['control_character', 'broken_encoding', 'spreadsheet_error', 'formula', 'script'].flatMap(fields);
  const unread = fields('type_unreadable');
  const parameters = {
    ...(suspicious.length > 0 ? { quarantine: { suspicious: 'quarantine' } } : {}),
    ...(outcome.outliers > 0 && outcome.outliersDropped === 0
      ? { outliers: { action: 'cap', columns: outcome.outlierColumns } }
      : {}),
    ...(unread.length > 0 ? { types: { on_failure: 'null' } } : {}),
  };
  const parts = Object.keys(parameters);
  if (parts.length === 0) return undefined;
  return {
    next_tool: 'clean-my-data',
    confidence_score: Math.min(0.95, 0.5 + 0.1 * parts.length),
    reason: `Not fixed yet: ${[
      ...(suspicious.length > 0 ? [`suspicious cells in ${named([...new Set(suspicious)])}`] : []),
      ...('outliers' in parameters
        ? [`${counted(outcome.outliers, 'outlier')} in ${named(outcome.outlierColumns)}`]
        : []),
      ...(unread.length > 0 ? [`cells of another type in ${named(unread)}`] : []),
    ].join('; ')}.`,
    priority: suspicious.length + unread.length > 0 ? 'high' : 'low',
    path: 'file -> clean-my-data',
    required_files: ['the file of this analysis'],
    parameters,
    expected_benefits: ['Issues that were only reported are quarantined or fixed'],
    execution_steps: [
      'Review the record issues and decide which are errors',
      'Run clean-my-data again with these parameters',
    ],
  };
}
