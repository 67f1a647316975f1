import { z } from '@hono/zod-openapi';

export const documentStatus = z.enum([
  'UPLOAD_PENDING',
  'UPLOAD_URL_GENERATED',
  'UPLOAD_VERIFYING',
  'UPLOAD_COMPLETE',
  'UPLOAD_FAILED',
]);

export const documentParams = z.object({
  docId: z.uuid().openapi({ param: { name: 'docId', in: 'path' } }),
});

export const documentSchema = z
  .object({
    doc_id: z.uuid(),
    status: documentStatus,
    failure_reason: z.string().nullable().describe('`CODE: message` of an upload that has failed.'),
    doc_name: z.string(),
    content_type: z.string(),
    file_size: z.number().int().nullable(),
    doc_hash_256: z.string().nullable().describe('SHA-256 of the content, in hex.'),
    storage: z.enum(['single', 'chunked']).describe('In one piece, or spread over storage servers.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .openapi('Document');

/** The body of an upload, which the handler streams by itself. */
export const documentForm = z
  .object({ file: z.string().openapi({ format: 'binary', description: 'The file, whatever it is.' }) })
  .openapi('DocumentForm');
