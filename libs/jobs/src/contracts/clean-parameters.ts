import { z } from 'zod';
import { tableParameters } from './table-parameters.ts';

const MAX_COLUMNS = 2_000;
const MAX_RULES = 200;

const column = z.string().min(1).max(1_000).describe('A column, by its name in the file.');
const columns = z.array(column).max(MAX_COLUMNS);
const cell = z.string().max(10_000);
const enabled = z.boolean().default(true).describe('False leaves the step out.');

/** One setting for each column named. */
const perColumn = <T extends z.ZodType>(setting: T) =>
  z
    .record(column, setting)
    .refine((record) => Object.keys(record).length <= MAX_COLUMNS, `names more than ${MAX_COLUMNS} columns`)
    .default({});

/** A step's settings may be left out as a whole. */
const step = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape).prefault({} as never);

const bound = z.union([z.number(), z.iso.date()]);
const range = z
  .strictObject({
    column,
    min: bound.optional().describe('The smallest number or date (YYYY-MM-DD) allowed.'),
    max: bound.optional().describe('The largest number or date (YYYY-MM-DD) allowed.'),
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
    pattern: z.string().min(1).max(1_000).optional().describe('format=pattern: an RE2 expression for the whole cell.'),
  })
  .refine(({ format, pattern }) => (format === 'pattern') === (pattern !== undefined), {
    message: 'belongs to format=pattern, which needs it',
    path: ['pattern'],
  });

const quarantine = step({
  enabled,
  required: columns.default([]).describe('Rows without a value in one of these columns are set aside.'),
  ranges: z.array(range).max(MAX_RULES).default([]).describe('Rows with a value outside its range are set aside.'),
  formats: z.array(format).max(MAX_RULES).default([]).describe('Rows with a value of another form are set aside.'),
  suspicious: z
    .enum(['report', 'quarantine', 'ignore'])
    .default('report')
    .describe('Cells with control characters, broken encoding, spreadsheet errors or script.'),
});

export const cellTypes = ['integer', 'number', 'boolean', 'date'] as const;
const types = step({
  enabled,
  columns: perColumn(z.enum(cellTypes)).describe(
    'Column -> type: cells that mean such a value but are written otherwise are written plainly. A cell that already reads as its type keeps its spelling.',
  ),
  decimal: z.enum(['.', ',']).optional().describe('The decimal sign in the file; found by itself unless given.'),
  on_failure: z.enum(['keep', 'null']).default('keep').describe('What becomes of a cell that cannot be read.'),
});

const synonyms = z
  .record(cell.min(1), cell)
  .refine((map) => Object.keys(map).length <= 1_000, 'has more than 1,000 entries')
  .refine(
    (map) => Object.entries(map).every(([, to]) => !Object.hasOwn(map, to) || map[to] === to),
    'replaces a word that it also makes',
  );

const standardise = step({
  enabled,
  trim: z.boolean().default(true).describe('Take white space off both ends of every cell.'),
  collapse_spaces: columns.default([]).describe('Columns where a run of white space becomes one space.'),
  unicode: perColumn(z.enum(['NFC', 'NFKC'])).describe('Column -> Unicode form.'),
  case: perColumn(z.enum(['lower', 'upper', 'title'])).describe('Column -> case.'),
  synonyms: perColumn(synonyms).describe('Column -> {"value in the file": "value to write"}, compared exactly.'),
  dates: columns.default([]).describe('Columns whose dates are written as YYYY-MM-DD[THH:MM:SS].'),
});

const duplicates = step({
  enabled,
  rows: z.boolean().default(true).describe('Drop rows that equal an earlier row in every cell.'),
  ignore_case: z.boolean().default(false).describe('Rows and keys that differ in case alone are duplicates too.'),
  keys: columns.default([]).describe('Rows alike in all these columns are duplicates; rows with a blank key are not.'),
  keep: z
    .enum(['first', 'last', 'merge'])
    .default('first')
    .describe('With keys: the row that stays. merge: the first one, its blank cells filled from the others in order.'),
});

export const fillStrategies = ['none', 'drop', 'mean', 'median', 'mode', 'forward', 'backward', 'constant'] as const;
const fill = z
  .strictObject({
    strategy: z.enum(fillStrategies).describe('none: leave it blank. drop: the row. Else what to write instead.'),
    constant: cell.min(1).optional().describe('strategy=constant: the text to write.'),
  })
  .refine(({ strategy, constant }) => (strategy === 'constant') === (constant !== undefined), {
    message: 'belongs to strategy=constant, which needs it',
    path: ['constant'],
  });

const nulls = step({
  enabled,
  tokens: z
    .array(cell.min(1))
    .max(100)
    .default(['NA', 'N/A', '#N/A', 'null', 'none', 'nil', 'NaN', '-', '--', '?'])
    .describe('Words for "no value", in any case; such cells are emptied.'),
  token_columns: z
    .union([z.enum(['typed', 'all']), columns])
    .default('typed')
    .describe('Where: columns otherwise of numbers, dates or true/false; all; or those named.'),
  strategy: fill
    .default({ strategy: 'none' })
    .describe('What becomes of blank cells. mean and median need a column of numbers and leave others alone.'),
  columns: perColumn(fill).describe('Column -> strategy, instead of the general one.'),
});

const outliers = step({
  enabled,
  method: z.enum(['iqr', 'zscore', 'percentile']).default('iqr').describe('How far is too far.'),
  iqr_factor: z.number().min(0.5).max(100).default(1.5).describe('Quartile ranges beyond the quartiles.'),
  zscore: z.number().min(1).max(100).default(3).describe('Standard deviations from the mean.'),
  percentile: z.number().min(0.0001).max(0.25).default(0.01).describe('The share at either end that is too far.'),
  action: z
    .enum(['none', 'drop', 'cap', 'impute'])
    .default('none')
    .describe('none: report. drop: the row. cap: at the limit. impute: the median of the column.'),
  columns: columns.optional().describe('Columns of numbers; all but those named like identifiers when not given.'),
});

const checks = step({
  enabled,
  min_retention: z.number().min(0).max(1).default(0.8).describe('Alert when a smaller share of the rows is left.'),
  max_null_share: z.number().min(0).max(1).default(0.5).describe('Alert when a column is blank in a larger share.'),
});

/** What clean-my-data can be asked for: how to read the file, and one object for each step of the chain, in its order. */
export const cleanParameters = z.strictObject({
  ...tableParameters.shape,
  preview: step({ enabled }).describe('Counts beforehand what the steps below would change.'),
  quarantine: quarantine.describe('Sets rows aside that break a rule, with the reason.'),
  types: types.describe('Writes values plainly where a column is said to have a type.'),
  standardise: standardise.describe('White space, Unicode form, case, synonyms, dates.'),
  duplicates: duplicates.describe('Drops rows that are there twice.'),
  nulls: nulls.describe('Empties words for "no value" and fills or drops what is blank.'),
  outliers: outliers.describe('Finds numbers far from the others of their column.'),
  checks: checks.describe('Compares the result with the file.'),
});
export type CleanParameters = z.output<typeof cleanParameters>;
