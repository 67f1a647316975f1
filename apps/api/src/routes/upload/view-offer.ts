import type { z } from '@hono/zod-openapi';
import { publicReason } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import type { ChunkOffer, UploadOffer } from '../../uploads/offer.ts';
import type { chunkedUploadSchema, singleUploadSchema, uploadChunkSchema } from './schemas.ts';

type UploadView = z.output<typeof singleUploadSchema> | z.output<typeof chunkedUploadSchema>;

/** The next step as a sentence. */
function messageOf(offer: UploadOffer): string {
  const { uploadStatus } = offer.document;
  if (uploadStatus === 'UPLOAD_COMPLETE') return 'Document already processed';
  if (uploadStatus === 'UPLOAD_VERIFYING') return 'The document was uploaded and is being verified.';
  if (uploadStatus === 'UPLOAD_FAILED') return 'The upload failed. Request it again.';
  if (offer.kind === 'single') return 'PUT the file to the URL with the required headers, then complete the upload.';
  if (offer.kind === 'nothing') return 'The document is still being received through the API.';
  if (!offer.session) return 'The upload session has ended. Request the upload again.';
  const missing = offer.chunks.filter(({ chunk }) => chunk.status !== 'completed').length;
  if (missing === 0) return 'All chunks have arrived; complete the upload.';
  return `PUT ${missing} of ${offer.chunks.length} chunks to their URLs with the required headers, then complete the upload.`;
}

/** An upload as the API returns it. */
export function viewOffer(offer: UploadOffer, traceId: string): UploadView {
  const common = { ...headOf(offer.document), trace_id: traceId, message: messageOf(offer) };
  if (offer.kind === 'chunked') {
    const { session, chunks } = offer;
    return {
      ...common,
      session_id: session?.sessionId ?? null,
      expires_at: session?.expiresAt.toISOString() ?? null,
      chunks: chunks.map(viewChunk),
    };
  }
  const put = offer.kind === 'single' ? offer.put : undefined;
  return {
    ...common,
    s3_presigned_url: put?.url ?? null,
    s3_url_expires_at: put?.expiresAt.toISOString() ?? null,
    required_headers: put ? { ...put.requiredHeaders } : null,
  };
}

export const headOf = ({ docId, uploadStatus, failureReason }: Document) => ({
  doc_id: docId,
  status: uploadStatus,
  failure_reason: publicReason(failureReason),
});

const viewChunk = ({ chunk, offset, put, serverUnreachable }: ChunkOffer): z.output<typeof uploadChunkSchema> => ({
  chunk_number: chunk.chunkNumber,
  offset,
  size: chunk.chunkSize,
  status: chunk.status,
  url: put?.url ?? null,
  url_expires_at: put?.expiresAt.toISOString() ?? null,
  required_headers: put ? { ...put.requiredHeaders } : null,
  server_unreachable: serverUnreachable,
});
