import type { z } from '@hono/zod-openapi';
import { publicReason } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import type { documentSchema } from './schemas.ts';

/** A document as the API returns it. */
export const viewDocument = (document: Document): z.output<typeof documentSchema> => ({
  doc_id: document.docId,
  status: document.uploadStatus,
  failure_reason: publicReason(document.failureReason),
  doc_name: document.originalFilename,
  content_type: document.contentType,
  file_size: document.fileSizeBytes,
  doc_hash_256: document.docHash256,
  storage: document.storage,
  created_at: document.createdAt.toISOString(),
  updated_at: document.updatedAt.toISOString(),
});
