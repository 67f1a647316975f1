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
    }),
  ),
  missing_columns: z.array(z.string()).describe('Required columns missing from the file.'),
  rows: z.array(
    z.object({
      row: z.number().int(),
      line: z.number().int(),
      values: z.record(z.string(), z.string()),
      errors: z.array(rowError),
    }),
  ),
  warnings: z.array(warning),
  refusal: z
    .object({ code: z.string(), message: z.string(), fields: z.array(fieldError) })
    .nullable()
    .default(null)
    .describe('Why an import with these options would be refused before its first record; null if it would not.'),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** Reads the start of a stored document as an import would, without writing. The caller waits for the result. */
export const previewImport = defineJob({
  queue: 'previews',
  payload: z.object({ doc_id: z.uuid(), ...importerRef, options: importOptions }),
  result: importPreview,
  attempts: 1,
  traced: false,
  answersCaller: true,
});
