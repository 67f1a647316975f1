import { z } from 'zod';
import { cellTypes, fillStrategies } from '../contracts/clean-parameters.ts';
import { count, share } from './findings.ts';

export const estimatedEffect = z.object({ step: z.string(), cells_to_change: count, rows_to_drop: count });

export const brokenRule = z.object({
  column: z.string(),
  type: z.string(),
  message: z.string(),
  cells: count,
  sets_aside: z.boolean().describe('Whether the records were quarantined.'),
});

export const filledColumn = z.object({
  column: z.string(),
  blank_before: count,
  words_for_no_value: count,
  strategy: z.enum(fillStrategies),
  filled_with: z.string().optional(),
  obstacle: z.string().optional().describe('Why the strategy could not be used.'),
  blank_after: count,
});

export const columnLimits = z.object({
  column: z.string(),
  low: z.number(),
  high: z.number(),
  below: count,
  above: count,
});

export const resultCheck = z.object({
  check: z.string(),
  passed: z.boolean(),
  expected: z.string(),
  found: z.string(),
  columns: z.array(z.string()),
});

/** What each step of clean-my-data did, by its key in the report. */
export const cleanSteps = {
  preview: z.object({ effects: z.array(estimatedEffect) }),
  quarantine: z.object({
    rows_quarantined: count,
    records_that_are_no_rows: count,
    rules: z.array(brokenRule),
  }),
  types: z.object({
    by_column: z.array(z.object({ column: z.string(), type: z.enum(cellTypes), changed: count, unreadable: count })),
  }),
  standardise: z.object({ by_column: z.array(z.object({ column: z.string(), cells: count })) }),
  duplicates: z.object({ exact: count, by_key: count, cells_merged: count }),
  nulls: z.object({ by_column: z.array(filledColumn) }),
  outliers: z.object({
    method: z.enum(['iqr', 'zscore', 'percentile']),
    action: z.enum(['none', 'drop', 'cap', 'impute']),
    by_column: z.array(columnLimits),
  }),
  formulas: z.object({ by_column: z.array(z.object({ column: z.string(), cells: count })) }),
  checks: z.object({ checks: z.array(resultCheck), retention: share }),
};
