import { and, eq, ne } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';
import { changeDocumentStatus } from './change-status.ts';

export interface GeneratedUrls extends Pick<Document, 'docId' | 'storage'> {
  /** As the caller has seen it. */
  readonly uploadStatus?: Document['uploadStatus'];
  readonly generatedAt: Date;
  readonly expiresAt: Date;
}

/**
 * URLs were made for a document as it was then. False: it is complete, being verified, or stored in the other way by
 * now; or it has failed meanwhile, which only a request that has seen it takes back.
 */
export function markUrlsGenerated(
  db: Db | Tx,
  { docId, storage, uploadStatus, generatedAt, expiresAt }: GeneratedUrls,
): Promise<boolean> {
  const failedSince = uploadStatus === 'UPLOAD_FAILED' ? undefined : ne(documents.uploadStatus, 'UPLOAD_FAILED');
  const set = { s3UrlGeneratedAt: generatedAt, s3UrlExpiresAt: expiresAt, failureReason: null };
  return changeDocumentStatus(db, docId, 'generate', set, and(eq(documents.storage, storage), failedSince));
}
