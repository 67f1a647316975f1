import { z } from '@hono/zod-openapi';

export const downloadParams = z.object({
  downloadId: z.uuid().openapi({ param: { name: 'downloadId', in: 'path' } }),
});

export const downloadStatus = z.enum(['pending', 'uploaded', 'upload_failed', 'expired']);

/** An artifact and its delivery. */
export const downloadSchema = z
  .object({
    download_id: z.uuid(),
    analysis_id: z.string().nullable().describe('The analysis that created it; null for files of imports.'),
    job_id: z.string().nullable().describe('The import that created it; null for files of analyses.'),
    kind: z.string(),
    format: z.enum(['csv', 'xlsx', 'json']),
    file_name: z.string(),
    size_bytes: z.number().int().nullable(),
    sha256: z.string().nullable(),
    s3_path: z.string().describe('Object key in the bucket.'),
    status: downloadStatus,
    upload_attempts: z.number().int(),
    last_error: z.string().nullable().describe('Why the last delivery attempt failed.'),
    uploaded_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
    content: z.string().describe('A permanent URL that redirects to a freshly signed link.'),
  })
  .openapi('Download');

export const ownedDownloadSchema = downloadSchema
  .extend({
    account_id: z.string(),
    internal_error: z
      .string()
      .nullable()
      .optional()
      .describe('`last_error` with endpoint, bucket and key. Only for operators.'),
    tool: z.string().nullable().describe('The tool of its analysis.'),
    importer: z.string().nullable().describe('The importer of its import.'),
  })
  .openapi('OwnedDownload');
