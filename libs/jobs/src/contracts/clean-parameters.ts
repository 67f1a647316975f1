import { z } from 'zod';
import { autoDetected, namesColumn } from './markers.ts';
import { tableParameters } from './table-parameters.ts';

const MAX_COLUMNS = 2_000;
const MAX_RULES = 200;

const column = z
  .string()
  .min(1)
  .max(1_000)
  .meta({ ...namesColumn, description: 'A column by its name in the file.' });
const columns = z.array(column).max(MAX_COLUMNS);
const cell = z.string().max(10_000);
const enabled = z.boolean().default(true).describe('Set to false to skip the step.');

/** One setting per column. */
const perColumn = <T extends z.ZodType>(setting: T) =>
  z
    .record(column, setting)
    .refine((record) => Object.keys(record).length <= MAX_COLUMNS, `names more than ${MAX_COLUMNS} columns`)
    .default({});

/** A step, which may be left out: then its settings have their defaults. */
const step = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape).prefault({} as never);

const bound = z.union([z.number(), z.iso.date()]);
const range = z
  .strictObject({
    column,
    min: bound.optional().describe('Smallest allowed number or date (YYYY-MM-DD).'),
    max: bound.optional().describe('Largest allowed number or date (YYYY-MM-DD).'),
  })
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'give min, max or both')
  .refine(({ min, max }) => typeof (min ?? max) === typeof (max ?? min), 'min and max must both be numbers or dates')
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, 'min must not be above max');

export const cellFormats = [
  'integer',
  'number',
  'boolean',
  'date',
  'email',
  'url',
  'phone',
  'uuid',
  'pattern',
] as const;
const format = z
  .strictObject({
    column,
    format: z.enum(cellFormats),
    pattern: z
      .string()
      .min(1)
      .max(1_000)
      .optional()
      .describe('With format=pattern: an RE2 regular expression that must match the whole cell.'),
  })
  .refine(({ format, pattern }) => (format === 'pattern') === (pattern !== undefined), {
    message: 'is required for format=pattern and not allowed otherwise',
    path: ['pattern'],
  });

const quarantine = step({
  enabled,
  required: columns.default([]).describe('Quarantine records with a blank cell in one of these columns.'),
  ranges: z.array(range).max(MAX_RULES).default([]).describe('Quarantine records with a value outside its range.'),
  formats: z.array(format).max(MAX_RULES).default([]).describe('Quarantine records with a value in another format.'),
  suspicious: z
    .enum(['report', 'quarantine', 'ignore'])
    .default('report')
    .describe('What to do with cells that contain control characters, broken encoding, spreadsheet errors or scripts.'),
});

export const cellTypes = ['integer', 'number', 'boolean', 'date'] as const;
const types = step({
  enabled,
  columns: perColumn(z.enum(cellTypes)).describe(
    'The type of each column to normalize. Values in other notations are rewritten; a cell that already parses as its type is left unchanged.',
  ),
  decimal: z
    .enum(['.', ','])
    .optional()
    .meta({ ...autoDetected, description: 'Decimal mark in the file. Default: auto-detect.' }),
  on_failure: z.enum(['keep', 'null']).default('keep').describe('Keep or clear a cell that cannot be converted.'),
});

const synonyms = z
  .record(cell.min(1), cell)
  .refine((map) => Object.keys(map).length <= 1_000, 'has more than 1,000 entries')
  .refine(
    (map) => Object.entries(map).every(([, to]) => !Object.hasOwn(map, to) || map[to] === to),
    'contains a value that is both replaced and a replacement',
  );

const standardise = step({
  enabled,
  trim: z.boolean().default(true).describe('Trim whitespace at both ends of every cell.'),
  collapse_spaces: columns.default([]).describe('Columns in which consecutive whitespace becomes one space.'),
  unicode: perColumn(z.enum(['NFC', 'NFKC'])).describe('The Unicode normalization form of each column.'),
  case: perColumn(z.enum(['lower', 'upper', 'title'])).describe('The letter case of each column.'),
  synonyms: perColumn(synonyms).describe('For each column, values in the file and their replacements; exact match.'),
  dates: columns.default([]).describe('Columns whose dates are converted to YYYY-MM-DD[THH:MM:SS].'),
});

const duplicates = step({
  enabled,
  rows: z.boolean().default(true).describe('Drop records in which every cell equals that of an earlier one.'),
  ignore_case: z.boolean().default(false).describe('Ignore case when comparing records and keys.'),
  keys: columns
    .default([])
    .describe('Records with equal values in all these columns are duplicates; records with a blank key are not.'),
  keep: z
    .enum(['first', 'last', 'merge'])
    .default('first')
    .describe('With keys: the record to keep. merge: the first one, its blank cells filled from the others in order.'),
});

export const fillStrategies = ['none', 'drop', 'mean', 'median', 'mode', 'forward', 'backward', 'constant'] as const;
const fill = z
  .strictObject({
    strategy: z
      .enum(fillStrategies)
      .describe('none: leave blank. drop: drop the record. Otherwise: which value to fill in.'),
    constant: cell.min(1).optional().describe('With strategy=constant: the text to fill in.'),
  })
  .refine(({ strategy, constant }) => (strategy === 'constant') === (constant !== undefined), {
    message: 'is required for strategy=constant and not allowed otherwise',
    path: ['constant'],
  });

const nulls = step({
  enabled,
  tokens: z
    .array(cell.min(1))
    .max(100)
    .default(['NA', 'N/A', '#N/A', 'null', 'none', 'nil', 'NaN', '-', '--', '?'])
    .describe('Placeholder values (case-insensitive); cells with one are cleared.'),
  token_columns: z
    .union([z.enum(['typed', 'all']), columns])
    .default('typed')
    .describe(
      'Columns to check for placeholder values: those that otherwise contain numbers, dates or booleans (typed); all; or these columns.',
    ),
  strategy: fill
    .default({ strategy: 'none' })
    .describe('What to do with blank cells. Mean and median apply only to numeric columns.'),
  columns: perColumn(fill).describe('The strategy of single columns, overriding the general one.'),
});

const outliers = step({
  enabled,
  method: z.enum(['iqr', 'zscore', 'percentile']).default('iqr').describe('How outliers are detected.'),
  iqr_factor: z.number().min(0.5).max(100).default(1.5).describe('Interquartile ranges beyond the quartiles.'),
  zscore: z.number().min(1).max(100).default(3).describe('Standard deviations from the mean.'),
  percentile: z
    .number()
    .min(0.0001)
    .max(0.25)
    .default(0.01)
    .describe('Share of values at either end that counts as outliers.'),
  action: z
    .enum(['none', 'drop', 'cap', 'impute'])
    .default('none')
    .describe(
      'none: only report. drop: drop the record. cap: replace with the limit. impute: replace with the median of the column.',
    ),
  columns: columns
    .optional()
    .describe('Numeric columns to check. Default: all except those that look like identifiers.'),
});

const formulas = step({
  enabled: z
    .boolean()
    .default(true)
    .describe('Set to false to leave formulas in cleaned.csv as they are, for programs that do not run them.'),
});

const checks = step({
  enabled,
  min_retention: z.number().min(0).max(1).default(0.8).describe('Alert when a smaller share of the records remains.'),
  max_null_share: z.number().min(0).max(1).default(0.5).describe('Alert when a larger share of any column is blank.'),
});

/** The parameters of clean-my-data: how to read the file, and one object per step, in order. */
export const cleanParameters = z.strictObject({
  ...tableParameters.shape,
  preview: step({ enabled }).describe('Counts what the following steps would change, before they run.'),
  quarantine: quarantine.describe('Quarantines records that break a rule, with the reason.'),
  types: types.describe('Normalizes the values of columns for which you set a type.'),
  standardise: standardise.describe('Standardizes whitespace, Unicode form, case, synonyms and dates.'),
  duplicates: duplicates.describe('Drops duplicate records.'),
  nulls: nulls.describe('Clears placeholder values, and fills or drops blank cells.'),
  outliers: outliers.describe('Finds numbers that are far from the rest of their column.'),
  formulas: formulas.describe('Puts an apostrophe before text that a spreadsheet would run as a formula.'),
  checks: checks.describe('Compares the cleaned data with the file.'),
});
export type CleanParameters = z.output<typeof cleanParameters>;
