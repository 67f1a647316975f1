import { z } from '@hono/zod-openapi';
import { idInput } from '../../openapi.ts';

export const documentStatus = z.enum([
  'UPLOAD_PENDING',
  'UPLOAD_URL_GENERATED',
  'UPLOAD_VERIFYING',
  'UPLOAD_COMPLETE',
  'UPLOAD_FAILED',
]);

export const documentParams = z.object({
  docId: idInput.openapi({ param: { name: 'docId', in: 'path' } }),
});

export const documentSchema = z
  .object({
    doc_id: z.uuid(),
    status: documentStatus,
    failure_reason: z.string().nullable().describe('`CODE: message` of a failed upload.'),
    doc_name: z.string(),
    content_type: z.string(),
    file_size: z.number().int().nullable(),
    doc_hash_256: z.string().nullable().describe('SHA-256 of the content in hex.'),
    storage: z.enum(['single', 'chunked']).describe('One object, or chunks on storage servers.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .openapi('Document');

/** A document in a list. */
export const listedDocumentSchema = documentSchema
  .extend({
    expires_at: z.iso
      .datetime()
      .nullable()
      .describe(
        'When it is deleted, unless it is used before then or a file made from it is not delivered yet. Null while it is being uploaded.',
      ),
  })
  .openapi('ListedDocument');

/** The request body, which the handler streams itself. */
export const documentForm = z
  .object({ file: z.string().openapi({ format: 'binary', description: 'The file, of any type.' }) })
  .openapi('DocumentForm');
