import { z } from 'zod';
import { importerRef, importOptions } from './import-options.ts';
import { decision, dialect, warning } from './reading.ts';
import { defineJob } from './types.ts';

export const rowError = z.object({
  row: z.number().int().describe('Number of the record in the file, as a spreadsheet counts rows; the header is 1.'),
  line: z.number().int().describe('The line of the file on which the record starts.'),
  field: z.string().nullable(),
  code: z.string(),
  value: z.string().nullable(),
  error: z.string(),
});
const fieldError = z.object({ field: z.string(), code: z.string(), message: z.string() });

export type RowError = z.infer<typeof rowError>;

/** Records that a preview shows unless the caller asks for more, and the most it shows. */
const FEW_ROWS = 20;
export const MOST_PREVIEW_ROWS = 500;

const previewRow = z.object({
  row: z.number().int(),
  line: z.number().int(),
  values: z.record(z.string(), z.string()).describe('By header: the cells as they stand in the file.'),
  cells: z.array(z.string()).describe('The same in the order of `header`.').default([]),
  stored: z
    .array(z.string().nullable())
    .describe(
      'What a new row would hold for each of these cells. Null for NULL, a generated key, a cell with an error, and a column that is not imported.',
    )
    .default([]),
  errors: z.array(rowError).describe('With messages that name the headers of the file.'),
});
export type PreviewRow = z.infer<typeof previewRow>;

const checkedRecords = z.object({
  records: z.number().int().describe('Records that were checked.'),
  is_whole: z
    .boolean()
    .describe(
      'Whether these are all records of the file. False if it is too long for a preview: a dry run checks all of it.',
    ),
  failed_records: z.number().int().describe('How many of them have errors.'),
  done_records: z
    .number()
    .int()
    .describe('How many of them a result file marks as imported or skipped; they are not checked.'),
  causes: z
    .array(
      z.object({
        code: z.string(),
        field: z.string().nullable(),
        count: z.number().int().describe('Errors with this code in this field.'),
        error: z.string().describe('The message of the first of them.'),
        row: z.number().int().describe('Its row.'),
        value: z.string().nullable(),
      }),
    )
    .describe('What the errors have in common, the most frequent first; at most 50.'),
});
export type CheckedRecords = z.infer<typeof checkedRecords>;

/** What a worker found at the start of a document. */
export const importPreview = z.object({
  dialect: dialect.extend({
    date_order: z.enum(['DMY', 'MDY']).nullable().describe('Null if no dates need it or the sample is ambiguous.'),
  }),
  // Defaults: a worker of the last version answers without these.
  decisions: z.array(decision).default([]),
  columns: z
    .array(
      z.object({
        name: z.string(),
        required: z.boolean(),
        type: z.string(),
        description: z.string(),
        example: z.string(),
      }),
    )
    .describe('Columns of the importer to which headers can be mapped.'),
  header: z.array(z.string()),
  mapping: z.array(
    z.object({
      header: z.string(),
      column: z.string().nullable().describe('Null when the column is not imported.'),
      how: z.enum(['name', 'alias', 'given', 'ignored', 'unknown', 'reserved']),
      suggestions: z
        .array(
          z.object({
            column: z.string(),
            score: z.number().min(0).max(1).describe('How similar the names are.'),
            likely: z.boolean().describe('Whether no other column comes close.'),
          }),
        )
        .default([])
        .describe(
          'For `unknown`: columns with a similar name that no other header has. An import takes none by itself.',
        ),
    }),
  ),
  missing_columns: z.array(z.string()).describe('Required columns missing from the file.'),
  rows: z.array(previewRow).describe('The first records; `rows` of the request says how many.'),
  failed_rows: z
    .array(previewRow)
    .describe('The first records with errors of those that were checked, as many as `rows`.')
    .default([]),
  checked: checkedRecords
    .nullable()
    .describe(
      'What the check of the values found. Only a dry run or an import checks for repeated keys, existing rows and values of other tables.',
    )
    .default(null),
  first_rows: z
    .array(z.object({ row: z.number().int(), cells: z.array(z.string()) }))
    .describe(
      'The first rows of the file as they stand, with those above the header and without blank ones: at most 40, with the start of 100 cells each.',
    )
    .default([]),
  warnings: z.array(warning),
  refusal: z
    .object({ code: z.string(), message: z.string(), fields: z.array(fieldError) })
    .nullable()
    .describe('Why an import with these options would be refused before its first record; null if it would not.')
    .default(null),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** How many records a preview returns. */
export const previewedRows = z.int().min(1).max(MOST_PREVIEW_ROWS).default(FEW_ROWS);

/** Reads the start of a stored document as an import would, without writing. The caller waits for the result. */
export const previewImport = defineJob({
  queue: 'previews',
  payload: z.object({
    ...{ doc_id: z.uuid(), ...importerRef, options: importOptions },
    rows: previewedRows,
  }),
  result: importPreview,
  attempts: 1,
  traced: false,
  answersCaller: true,
});
