import { z } from 'zod';
import type { Delivered } from './agree.ts';
import { type Step, stepsOf } from './final-object.ts';

const count = z.number().int().min(0);
const number = z.number().nullable();

const column = z.object({
  column: z.string(),
  inferred_type: z.string(),
  agreeing_rows: count,
  kinds: z.record(z.string(), count),
  rows: count,
  values: count,
  nulls: count,
  blanks: count,
  null_tokens: count,
  distinct: count,
  top_values: z.array(z.object({ value: z.string(), count })),
});
export type FoundColumn = z.output<typeof column>;

const numbers = z.object({
  column: z.string(),
  count,
  min: z.number(),
  max: z.number(),
  mean: number,
  std: number,
  sum: number,
  q1: number,
  median: number,
  q3: number,
  zeros: count,
  negatives: count,
  outliers: count,
  histogram: z.array(z.object({ from: z.number(), to: z.number(), count })),
});
export type FoundNumbers = z.output<typeof numbers>;

const uniqueness = z.object({ duplicate_rows: count, key_candidates: z.array(z.string()) });
/** What profile-my-data says of a file, taken out of its steps. */
export interface Profiled {
  readonly columns: ReadonlyMap<string, FoundColumn>;
  readonly numbers: ReadonlyMap<string, FoundNumbers>;
  readonly uniqueness: z.output<typeof uniqueness>;
  readonly step: (key: string) => Step;
}

export function profiled({ final }: Delivered): Profiled {
  const steps = new Map(stepsOf(final));
  const step = (key: string): Step => {
    const found = steps.get(key);
    if (!found) throw new Error(`there is no step ${key} among ${[...steps.keys()].join(', ')}`);
    return found;
  };
  const byColumn = <T extends { column: string }>(list: readonly T[]) => new Map(list.map((one) => [one.column, one]));
  return {
    columns: byColumn(column.array().parse(step('columns').findings)),
    numbers: byColumn(numbers.array().parse(step('numbers').findings ?? [])),
    uniqueness: uniqueness.parse(step('uniqueness').findings),
    step,
  };
}

/** The findings of expected.json in the words of the tool: does it say so of that column? */
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
  if (!finder) throw new Error(`nobody knows what ${finding} is`);
  return finder(delivered, column);
}
