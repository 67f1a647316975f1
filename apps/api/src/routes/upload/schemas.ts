import { z } from '@hono/zod-openapi';
import { acceptedTypes } from '../../body/name-and-type.ts';
import { idInput } from '../../openapi.ts';
import { documentStatus } from '../documents/schemas.ts';

/** Names are shortened to 255 characters; much longer ones are refused. */
const MAX_NAME = 4_096;

const sha256 = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'must be a SHA-256 hash of 64 hexadecimal digits')
  .transform((hex) => hex.toLowerCase());

export const uploadRequestSchema = z
  .strictObject({
    doc_name: z.string().min(1).max(MAX_NAME).describe('The file name; path and control characters are dropped.'),
    doc_hash_256: sha256.describe('SHA-256 of the whole content in hex.'),
    file_size: z.number().int().min(0).describe('Bytes.'),
    content_type: z
      .string()
      .max(255)
      .optional()
      .describe(`One of ${acceptedTypes.join(', ')}; application/octet-stream by default.`),
    chunk_hashes: z
      .array(sha256)
      .max(64)
      .optional()
      .describe('SHA-256 of every chunk, which S3 verifies on arrival; only for files sent in chunks.'),
  })
  .openapi('UploadRequest');

export const uploadParams = z.object({
  docId: idInput.openapi({ param: { name: 'docId', in: 'path' } }),
});

const requiredHeaders = z
  .record(z.string(), z.string())
  .describe('Headers to send with the PUT unchanged; the length is signed too.');

const common = {
  doc_id: z.uuid(),
  status: documentStatus,
  failure_reason: z.string().nullable().describe('`CODE: message` of a failed upload.'),
  trace_id: z.uuid(),
  message: z.string(),
};

/** A single-object document, or one with nothing left to upload. */
export const singleUploadSchema = z
  .object({
    ...common,
    s3_presigned_url: z.url().nullable().describe('PUT the bytes here; null when there is nothing to send.'),
    s3_url_expires_at: z.iso.datetime().nullable(),
    required_headers: requiredHeaders.nullable(),
  })
  .openapi('SingleUpload');

export const uploadChunkSchema = z
  .object({
    chunk_number: z.number().int().min(0),
    offset: z.number().int().min(0).describe('Offset of its first byte in the file.'),
    size: z.number().int().min(1),
    status: z.enum(['pending', 'uploading', 'completed', 'failed']),
    url: z.url().nullable().describe('PUT its bytes here; null when it has arrived.'),
    url_expires_at: z.iso.datetime().nullable(),
    required_headers: requiredHeaders.nullable(),
    server_unreachable: z.boolean().describe('Its storage server is unreachable; ask again in half a minute.'),
  })
  .openapi('UploadChunk');

export const chunkedUploadSchema = z
  .object({
    ...common,
    session_id: z.uuid().nullable().describe('Null when no upload is in progress.'),
    expires_at: z.iso.datetime().nullable().describe('When an idle session expires.'),
    chunks: z.array(uploadChunkSchema),
  })
  .openapi('ChunkedUpload');

export const uploadSchema = z.union([singleUploadSchema, chunkedUploadSchema]);

export const completionSchema = z
  .object({ ...common, status_url: z.string().describe('Poll this URL for the outcome.') })
  .openapi('UploadCompletion');
