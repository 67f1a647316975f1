import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';
import { changeDocumentStatus } from './change-status.ts';

/**
 * URLs that are good until `expiresAt` were made for a document as it was then. False: it is complete or being verified,
 * or is stored in the other way by now.
 */
export const markUrlsGenerated = (
  db: Db | Tx,
  {
    docId,
    storage,
    generatedAt,
    expiresAt,
  }: Pick<Document, 'docId' | 'storage'> & { generatedAt: Date; expiresAt: Date },
): Promise<boolean> =>
  changeDocumentStatus(
    db,
    docId,
    'generate',
    { s3UrlGeneratedAt: generatedAt, s3UrlExpiresAt: expiresAt, failureReason: null },
    eq(documents.storage, storage),
  );
