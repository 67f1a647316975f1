import { z } from '@hono/zod-openapi';
import { idInput } from '../../openapi.ts';

export const downloadParams = z.object({
  downloadId: idInput.openapi({ param: { name: 'downloadId', in: 'path' } }),
});

/** Whether the answer contains a signed link to each delivered file. */
export const presignQuery = {
  presign: z.enum(['true', 'false']).default('false').describe('`true`: add `presigned_url` to delivered files.'),
};

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
    s3_uri: z.string().describe('The same as `s3://bucket/key`.'),
    presigned_url: z
      .string()
      .nullable()
      .optional()
      .describe(
        'Only with `?presign=true`: a link to the bytes that expires after ten minutes; null while there are none.',
      ),
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
