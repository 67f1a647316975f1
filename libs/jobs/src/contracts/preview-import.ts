import { z } from 'zod';
import { importerName, importOptions } from './import-options.ts';
import type { JobContract } from './types.ts';

export const rowError = z.object({
  row: z.number().int().describe('The number that a spreadsheet shows; the header is row 1.'),
  line: z.number().int().describe('The physical line on which the record begins.'),
  field: z.string().nullable(),
  code: z.string(),
  value: z.string().nullable(),
  error: z.string(),
});
export type RowError = z.infer<typeof rowError>;

/** What a worker found at the head of a document. */
export const importPreview = z.object({
  dialect: z.object({
    format: z.enum(['csv', 'xlsx']),
    encoding: z.string(),
    encoding_certainty: z.enum(['given', 'bom', 'valid', 'assumed']),
    delimiter: z.string().nullable(),
    decimal_comma: z.boolean(),
    date_order: z.enum(['DMY', 'MDY']).nullable().describe('Null where the rows seen need none or do not tell.'),
    sheet: z.string().nullable(),
    sheets: z.array(z.string()),
  }),
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
    .describe('Columns of the importer, which the headers of the file are mapped to.'),
  header: z.array(z.string()),
  mapping: z.array(
    z.object({
      header: z.string(),
      column: z.string().nullable().describe('Null: the column is not imported.'),
      how: z.enum(['name', 'alias', 'given', 'ignored', 'unknown', 'reserved']),
    }),
  ),
  missing_columns: z.array(z.string()).describe('Required columns that the file lacks.'),
  rows: z.array(
    z.object({
      row: z.number().int(),
      line: z.number().int(),
      values: z.record(z.string(), z.string()),
      errors: z.array(rowError),
    }),
  ),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** Reads the head of a stored document as an import would; writes nothing. The caller waits for the answer. */
export const previewImport = {
  queue: 'previews',
  payload: z.object({ doc_id: z.uuid(), account_id: z.string(), importer: importerName, options: importOptions }),
  result: importPreview,
  attempts: 1,
} as const satisfies JobContract;
