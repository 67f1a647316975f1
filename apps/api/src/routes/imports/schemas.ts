import { z } from '@hono/zod-openapi';
import { importerNames, importOptions, rowError } from '@sluice/jobs';
import { downloadSchema } from '../downloads/schemas.ts';

export const importStatus = z.enum(['pending', 'processing', 'completed', 'failed', 'cancelling', 'cancelled']);

/** Made anew here: `.openapi` is only on schemas that are younger than the import of zod-openapi. */
const importerName = z.enum(importerNames);

export const importerParam = z.object({
  importer: importerName.openapi({ param: { name: 'importer', in: 'path' } }),
});
export const importParams = importerParam.extend({
  jobId: z.uuid().openapi({ param: { name: 'jobId', in: 'path' } }),
});

const count = (what: string) => z.number().int().min(0).describe(what);

/** How far an import is. */
export const progressSchema = z
  .object({
    job_id: z.uuid(),
    status: importStatus,
    attempt: count('How many times workers have taken it up.'),
    total_rows: count('Data records of the file; null until counted.').nullable(),
    processed_rows: count('successful + failed + skipped.'),
    successful_rows: count('Written, or what a dry run would have written.'),
    failed_rows: count('Rows with errors.'),
    skipped_rows: count('Rows left alone, as on_duplicate=skip says.'),
    inserted_rows: count('Of the successful: new.'),
    updated_rows: count('Of the successful: changed.'),
    percent: z.number().min(0).max(100).nullable().describe('Null until total_rows is known.'),
    rows_per_second: z.number().nullable(),
    eta_seconds: z.number().int().nullable().describe('Null while nothing can be said.'),
  })
  .openapi('ImportProgress');

export const rowErrorSchema = z.object(rowError.shape).openapi('RowError');

export const summarySchema = progressSchema
  .extend({
    account_id: z.string(),
    importer: importerName,
    doc_id: z.uuid().nullable().describe('Null once the document has been deleted.'),
    options: importOptions.describe('With the defaults filled in.'),
    error_code: z.string().nullable().describe('Why it failed.'),
    error_message: z.string().nullable(),
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
    errors: z.array(rowErrorSchema).describe('The first 100; all of them are at `/errors`.'),
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

/** The two bodies that start an import or a preview; the handler reads them itself. */
export const importByDocument = importOptions.extend({ doc_id: z.uuid() }).openapi('ImportByDocument');
export const importByFile = importOptions
  .extend({
    file: z.string().openapi({ format: 'binary', description: 'The CSV or XLSX file; fields may come in any order.' }),
    mapping: z.string().optional().describe('JSON: header of the file -> column of the importer, or null.'),
    dry_run: z.enum(['true', 'false']).optional(),
  })
  .openapi('ImportByFile');
