import { z } from '@hono/zod-openapi';
import { importOptions, importOutcomes, rowError } from '@sluice/jobs';
import { closed, idInput, reference } from '../../openapi.ts';
import { downloadSchema } from '../downloads/schemas.ts';
import { importerNameParam } from '../importers/schemas.ts';
import { readingFields, readingOptionsSchema, warningCount } from '../reading.ts';

export const importStatus = z.enum(['pending', 'processing', 'completed', 'failed', 'cancelling', 'cancelled']);

export const importParams = importerNameParam.extend({
  jobId: idInput.openapi({ param: { name: 'jobId', in: 'path' } }),
});

export const resultFormats = z.enum(['csv', 'xlsx', 'json']);
/** Which result file. */
export const resultQuery = {
  format: resultFormats.default('csv'),
  rows: z
    .enum(['all', 'failed'])
    .default('all')
    .describe('`failed`: only the records that failed, with the same columns, to be repaired and imported.'),
};

const count = (what: string) => z.number().int().min(0).describe(what);

export const importOptionsSchema = readingOptionsSchema
  .extend(importOptions.shape)
  .openapi('ImportOptions', { description: 'Responses have the defaults filled in.' });

export const importOutcomeSchema = z
  .enum(importOutcomes)
  .nullable()
  .describe(
    'For completed imports: `empty`: the file has no records; `all_failed`, `most_failed` (more than half), `some_failed`: records with errors; `nothing_new`: every record was skipped or its row unchanged; otherwise `complete`.',
  );

/** The progress of an import. */
export const progressSchema = z
  .object({
    job_id: z.uuid(),
    status: importStatus,
    attempt: count('How many times a worker has claimed it.'),
    total_rows: count('Records in the file; null until counted.').nullable(),
    processed_rows: count('successful + failed + skipped.'),
    successful_rows: count('Records written, or that a dry run would have written: inserted + updated + unchanged.'),
    failed_rows: count('Records with errors.'),
    skipped_rows: count('Records skipped because of `on_duplicate=skip` or `on_new=skip`.'),
    inserted_rows: count('Records inserted as new rows.'),
    updated_rows: count('Records that changed an existing row.'),
    unchanged_rows: count('Records whose row already had these values, so that it was not written.'),
    deleted_rows: count(
      'Rows of the table that were deleted because the file lacks them, or that a dry run would have deleted. They are not records of the file.',
    ),
    generated_keys: count('Inserted rows that got a generated key, because their record had none.'),
    outcome: importOutcomeSchema,
    percent: z.number().min(0).max(100).nullable().describe('Null until total_rows is known.'),
    rows_per_second: z.number().nullable(),
    eta_seconds: z.number().int().nullable().describe('Null until it can be estimated.'),
    error_code: z
      .string()
      .nullable()
      .describe('Why it failed or, while it waits for its next attempt, why the last one did.'),
    error_message: z.string().nullable(),
    warning_count: warningCount,
  })
  .openapi('ImportProgress');

export const rowErrorSchema = z.object(rowError.shape).openapi('RowError');

export const summarySchema = progressSchema
  .extend({
    account_id: z.string(),
    importer: z.string(),
    importer_version: z.number().int().describe('The version of its definition, which every attempt uses.'),
    doc_id: z.uuid().nullable().describe('Null after the document was deleted.'),
    options: importOptionsSchema,
    requested_by: z.string().nullable(),
    trace_id: z.uuid(),
    status_url: z.string(),
    created_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    completed_at: z.iso.datetime().nullable(),
  })
  .openapi('ImportSummary');

export const importSchema = summarySchema
  .extend({
    ...readingFields,
    errors: z.array(rowErrorSchema).describe('The first 100 row errors; `/errors` lists all of them.'),
    downloads: z.array(downloadSchema),
  })
  .openapi('Import');

export const acceptedSchema = z
  .object({
    status: z.literal('accepted'),
    job_id: z.uuid(),
    doc_id: z.uuid(),
    status_url: z.string(),
    events_url: z.string(),
    message: z.string(),
    trace_id: z.uuid(),
  })
  .openapi('ImportAccepted');

/** The two request bodies that start an import or a preview; the handler reads them itself. */
export const importByDocument = importOptionsSchema.extend({ doc_id: idInput }).openapi('ImportByDocument', closed);
export const importByFile = readingOptionsSchema
  .extend({
    ...importOptions.shape,
    file: z.string().openapi({ format: 'binary', description: 'The CSV or XLSX file. Fields may come in any order.' }),
    mapping: z
      .string()
      .optional()
      .describe('JSON object that maps headers of the file to columns of the importer, or to null to ignore them.'),
    synonyms: z
      .string()
      .optional()
      .describe('JSON object: field of the importer -> text in the file -> the value to read instead.'),
    dry_run: z.enum(['true', 'false']).optional(),
  })
  .openapi('ImportByFile', closed);

export const importBody = {
  required: true,
  content: {
    'multipart/form-data': { schema: reference('ImportByFile') },
    'application/json': { schema: reference('ImportByDocument') },
  },
};
