import type { ColumnProfile, NumberProfile, ReportStep, Uniqueness } from '@sluice/jobs/report';
import type { Delivered } from './agree.ts';
import { stepsOf } from './final-object.ts';

/** The findings of profile-my-data, taken from its steps. */
export interface Profiled {
  readonly columns: ReadonlyMap<string, ColumnProfile>;
  readonly numbers: ReadonlyMap<string, NumberProfile>;
  readonly uniqueness: Uniqueness;
  readonly step: (key: string) => ReportStep;
}

function found<T>(findings: T | null | undefined): T {
  if (findings === null || findings === undefined) throw new Error('the step found nothing');
  return findings;
}

export function profiled({ final }: Delivered): Profiled {
  const steps = new Map(stepsOf(final));
  const step = (key: string): ReportStep => {
    const found = steps.get(key);
    if (!found) throw new Error(`there is no step ${key} among ${[...steps.keys()].join(', ')}`);
    return found;
  };
  const byColumn = <T extends { column: string }>(list: readonly T[]) => new Map(list.map((one) => [one.column, one]));
  return {
    columns: byColumn(found(final.report.columns?.findings)),
    numbers: byColumn(final.report.numbers?.findings ?? []),
    uniqueness: found(final.report.uniqueness?.findings),
    step,
  };
}

/** Whether the tool reports a finding of expected.json for a column. */
const finders: Readonly<Record<string, (delivered: Delivered, column: string) => boolean>> = {
  duplicate_rows: ({ rowIssues }) => rowIssues.some(({ issue_type }) => issue_type === 'duplicate_row'),
  rejected_rows: ({ final }) =>
    stepsOf(final).some(([key, { status }]) => key === 'unreadable_rows' && status === 'completed'),
  leading_zeros: (delivered, column) => (profiled(delivered).columns.get(column)?.kinds.code ?? 0) > 0,
  whitespace: (delivered, column) => says(delivered, column, /^surrounding_space$/),
  invalid_format: (delivered, column) => says(delivered, column, /^type_mismatch$/),
  mixed_types: (delivered, column) => says(delivered, column, /^(type_mismatch|mixed_types)$/),
  null_words: (delivered, column) => says(delivered, column, /^null_token$/),
  missing_values: (delivered, column) => says(delivered, column, /^(missing_values|empty_column)$/),
  outliers: (delivered, column) => says(delivered, column, /^outliers$/),
  constant: (delivered, column) => says(delivered, column, /^constant$/),
  personal_data: (delivered, column) => says(delivered, column, /^personal_/),
};

const says = ({ final }: Delivered, column: string, type: RegExp): boolean =>
  final.report.issues.some(({ field_name, issue_type }) => field_name === column && type.test(issue_type));

export function finds(delivered: Delivered, finding: string, column: string): boolean {
  const finder = finders[finding];
  if (!finder) throw new Error(`unknown finding: ${finding}`);
  return finder(delivered, column);
}
