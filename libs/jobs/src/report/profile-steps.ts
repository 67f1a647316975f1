import { z } from 'zod';
import { count, figure, share } from './findings.ts';

/**
 * What one cell looks like. `bit` is 0 or 1: a number or a boolean. `code` is a sequence of digits with a leading zero,
 * or too long for a number. `grouped` is a number with thousands separators, `formatted` one with a currency or percent
 * sign.
 */
export const cellKinds = [
  'bit',
  'integer',
  'number',
  'grouped',
  'formatted',
  'code',
  'boolean',
  'date',
  'datetime',
  'time',
  'email',
  'phone',
  'url',
  'uuid',
  'ip',
  'text',
] as const;
export const columnType = z.enum([...cellKinds, 'empty']);

export const topValue = z.object({ value: z.string(), count });

export const columnProfile = z.object({
  column: z.string(),
  inferred_type: columnType,
  agreeing_rows: count,
  agreement: share.describe('Share of the values that fit the type.'),
  kinds: z.partialRecord(z.enum(cellKinds), count),
  rows: count,
  values: count,
  nulls: count,
  blanks: count,
  null_tokens: count,
  null_rate: share,
  distinct: count,
  length: z.object({ min: count, mean: z.number(), max: count }).nullable().describe('In characters.'),
  top_values: z.array(topValue),
});

export const histogramBin = z.object({ from: z.number(), to: z.number(), count });

export const numberProfile = z.object({
  column: z.string(),
  count,
  min: z.number(),
  max: z.number(),
  sum: figure,
  mean: figure,
  std: figure.describe('Sample standard deviation (divided by n - 1).'),
  p1: figure,
  p5: figure,
  q1: figure,
  median: figure,
  q3: figure,
  p95: figure,
  p99: figure,
  zeros: count,
  negatives: count,
  outliers: count.describe('Values outside the fences.'),
  lowerFence: figure,
  upperFence: figure,
  histogram: z.array(histogramBin),
});

export const unreadableRows = z.object({ code: z.string(), rows: count, first: count, message: z.string() });

export const typeConflicts = z.object({
  conflicts: z.array(
    z.object({
      column: z.string(),
      type: columnType,
      agreeing: count,
      disagreeing: count,
      agreement: share,
      kinds: z.partialRecord(z.enum(cellKinds), count),
    }),
  ),
  mixed: z.array(z.object({ column: z.string(), most: z.enum(cellKinds), share })),
});

export const textQuality = z.object({
  column: z.string(),
  surrounding_space: count,
  repeated_space: count,
  blank: count,
  null_token: count,
  encoding_damage: count,
  invisible_characters: count,
  mixed_alphabets: count,
  case_variants: count,
  case_variant_groups: count,
  case_variant_examples: z.array(z.string()),
});

export const uniqueness = z.object({
  duplicate_rows: count,
  duplicate_groups: count,
  duplicate_share: share,
  key_candidates: z.array(z.string()),
  nearly_unique: z.array(z.object({ column: z.string(), repeated: count })),
  constant: z.array(z.object({ column: z.string(), value: z.string() })),
});

export const personalData = z.object({ column: z.string(), kind: z.string(), rows: count, share });

export const correlation = z.object({
  left: z.string(),
  right: z.string(),
  rows: count,
  pearson: figure,
});

export const columnDrift = z.object({
  column: z.string(),
  type_before: columnType,
  type_after: columnType,
  null_rate_before: share,
  null_rate_after: share,
  distinct_before: count,
  distinct_after: count,
  measure: z.enum(['ks', 'psi']).nullable(),
  distance: figure,
  level: z.enum(['none', 'moderate', 'major']),
});

export const drift = z.object({
  rows_before: count,
  rows_after: count,
  columns: z.array(columnDrift),
  missing_columns: z.array(z.string()),
  new_columns: z.array(z.string()),
});

export const qualityGrade = z.object({
  score: share.nullable(),
  grade: z.enum(['A', 'B', 'C', 'D', 'F']).nullable(),
  parts: z.array(z.object({ part: z.string(), weight: share, score: share })),
  limited_by: z.string().optional().describe('Why the grade is lower than the one for its score.'),
});

/** What each check of profile-my-data finds, by its key in the report. */
export const profileSteps = {
  columns: z.array(columnProfile),
  numbers: z.array(numberProfile),
  unreadable_rows: z.array(unreadableRows),
  type_conflicts: typeConflicts,
  text_quality: z.array(textQuality),
  uniqueness,
  personal_data: z.array(personalData),
  correlations: z.array(correlation),
  drift,
  quality: qualityGrade,
};
