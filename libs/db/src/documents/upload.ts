import { newId } from '@sluice/core';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type Document, documents } from '../schema/index.ts';
import { retryConflicts } from '../transaction.ts';
import { changeDocumentStatus, keepDocument } from './status.ts';

export interface NewDocument {
  readonly docId: string;
  readonly accountId: string;
  readonly originalFilename: string;
  readonly contentType: string;
  readonly s3Key: string;
}

/** Writes the row of a document whose bytes are about to arrive; its hash is not known yet. */
export async function beginDocument(db: Db, document: NewDocument): Promise<void> {
  await db.insert(documents).values(document);
}

export interface AnnouncedDocument {
  readonly accountId: string;
  /** SHA-256, hex in lower case. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly originalFilename: string;
  readonly contentType: string;
  readonly storage: Document['storage'];
  /** Where the bytes of a document with this id would lie. */
  readonly keyOf: (docId: string) => string;
  readonly traceId: string;
}

/** The account's document of this content. However many ask at once, one of them creates it (`isNew`). */
export async function findOrCreateDocument(
  db: Db,
  announced: AnnouncedDocument,
): Promise<{ document: Document; isNew: boolean }> {
  return retryConflicts(async () => {
    const known = await findByHash(db, announced);
    if (known) {
      await keepDocument(db, known);
      return { document: known, isNew: false };
    }
    await db.insert(documents).values(rowOf(announced));
    const document = await findByHash(db, announced);
    if (!document) throw new Error('the document vanished while it was being created');
    return { document, isNew: true };
  });
}

async function findByHash(db: Db, { accountId, sha256 }: AnnouncedDocument): Promise<Document | undefined> {
  const [document] = await db
    .select()
    .from(documents)
    .where(and(eq(documents.accountId, accountId), eq(documents.docHash256, sha256)));
  return document;
}

function rowOf({ accountId, originalFilename, contentType, storage, traceId, ...announced }: AnnouncedDocument) {
  const docId = newId();
  return {
    docId,
    accountId,
    docHash256: announced.sha256,
    fileSizeBytes: announced.sizeBytes,
    originalFilename,
    contentType,
    storage,
    s3Key: announced.keyOf(docId),
    traceId,
  };
}

/** What the newest request says of a document whose bytes are not there yet. */
export type UploadClaim = Pick<
  Document,
  'docId' | 'originalFilename' | 'contentType' | 'fileSizeBytes' | 'storage' | 'traceId'
>;

/** The newest claim wins; the caller has locked the document and seen that it is neither complete nor being verified. */
export async function claimUpload(tx: Tx, { docId, ...claim }: UploadClaim): Promise<void> {
  await tx
    .update(documents)
    .set({ ...claim, updatedAt: sql`now(3)` })
    .where(eq(documents.docId, docId));
}

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

/** All bytes are said to be there: a job reads them. False: the document has moved on since it was read. */
export function beginVerifying(
  db: Db | Tx,
  { docId, storage, fileSizeBytes }: Pick<Document, 'docId' | 'storage' | 'fileSizeBytes'>,
): Promise<boolean> {
  const sameSize = sql`${documents.fileSizeBytes} <=> ${fileSizeBytes}`;
  return changeDocumentStatus(db, docId, 'verify', {}, and(eq(documents.storage, storage), sameSize));
}

/**
 * The bytes did not arrive or are wrong; the row says why (`CODE: message`). A complete document stays complete, a failed
 * one keeps its first reason: then the answer is false.
 */
export const failDocument = (db: Db | Tx, { docId, reason }: { docId: string; reason: string }): Promise<boolean> =>
  changeDocumentStatus(db, docId, 'fail', { failureReason: reason.slice(0, 1_024) });

/** The same for an upload that nobody has said to be there yet: what is being verified is not touched. */
export const failUpload = (db: Db | Tx, { docId, reason }: { docId: string; reason: string }): Promise<boolean> =>
  changeDocumentStatus(
    db,
    docId,
    'fail',
    { failureReason: reason.slice(0, 1_024) },
    ne(documents.uploadStatus, 'UPLOAD_VERIFYING'),
  );
