import { eq, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type Document, documentChunks } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { endSession } from '../upload-sessions/index.ts';
import { atPlace, type ChunkKey } from './chunk-arrival.ts';
import { dropChunks, listChunks, type StoredChunk } from './chunks.ts';
import { changeDocumentStatus, lockDocument } from './status.ts';

/** An upload, as its row was when a job started reading its bytes. */
export type ReadUpload = Pick<Document, 'docId' | 's3Key' | 's3UrlGeneratedAt'>;

/** The result of reading a chunk, as recorded on its row. */
export interface ReadChunk {
  readonly chunkNumber: number;
  readonly chunkHash: string;
}

interface Verified {
  readonly upload: ReadUpload;
  /** Every chunk of a chunked document. */
  readonly chunks: readonly ReadChunk[];
}

/** Completes a verified document. False if it is no longer being verified or its bytes have since been replaced. */
export async function completeVerified(db: Db, { upload, chunks }: Verified): Promise<boolean> {
  const { docId } = upload;
  return withTransaction(db, async (tx) => {
    if (!(await isBeingVerified(tx, upload)) || !(await stands(tx, docId, chunks))) return false;
    await changeDocumentStatus(tx, docId, 'complete', { verifiedAt: sql`now(3)`, failureReason: null });
    await endSession(tx, docId, 'completed');
    return true;
  });
}

/**
 * Fails an upload that as a whole does not match the announcement. Returns its chunks, whose rows and space have been freed
 * and whose objects the caller deletes; undefined in the cases where `completeVerified` returns false. The row gets
 * `freshKey`, so that deleting the rejected object cannot affect the next upload of this document.
 */
export async function rejectUpload(
  db: Db,
  { upload, chunks, reason, freshKey }: Verified & { readonly reason: string; readonly freshKey: string },
): Promise<StoredChunk[] | undefined> {
  const { docId } = upload;
  return withTransaction(db, async (tx) => {
    if (!(await isBeingVerified(tx, upload)) || !(await stands(tx, docId, chunks))) return undefined;
    const stored = await listChunks(tx, docId);
    await fail(tx, docId, reason, { s3Key: freshKey });
    await dropChunks(tx, docId);
    return stored;
  });
}

/**
 * Marks these chunks as missing or wrong and keeps the others, so that a repair uploads only these. False if the document
 * is no longer being verified or one of the chunks has moved.
 */
export async function rejectChunks(
  db: Db,
  { upload, chunks, reason }: { upload: ReadUpload; chunks: readonly ChunkKey[]; reason: string },
): Promise<boolean> {
  const wrong = or(...chunks.map(atPlace));
  return withTransaction(db, async (tx) => {
    if (!(await isBeingVerified(tx, upload))) return false;
    const found = await tx.select({ at: documentChunks.chunkNumber }).from(documentChunks).where(wrong).for('update');
    if (found.length !== chunks.length) return false;
    await tx.update(documentChunks).set({ status: 'failed', updatedAt: sql`now(3)` }).where(wrong);
    await fail(tx, upload.docId, reason);
    return true;
  });
}

/** Records why verification could not finish, unless the upload was restarted. The uploaded objects stay in place. */
export async function giveUpVerification(
  db: Db,
  { upload, reason }: { upload: ReadUpload; reason: string },
): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const isOpen = await isBeingVerified(tx, upload);
    if (isOpen) await fail(tx, upload.docId, reason);
    return isOpen;
  });
}

/** Locks the document. Every new upload URL changes `s3_url_generated_at`. */
async function isBeingVerified(tx: Tx, { docId, s3Key, s3UrlGeneratedAt }: ReadUpload): Promise<boolean> {
  const now = await lockDocument(tx, docId);
  const same = now?.s3Key === s3Key && now.s3UrlGeneratedAt?.getTime() === s3UrlGeneratedAt?.getTime();
  return same && now.uploadStatus === 'UPLOAD_VERIFYING';
}

/** Whether the rows still match what was read. Compares content, because draining may move chunks in the meantime. */
async function stands(tx: Tx, docId: string, chunks: readonly ReadChunk[]): Promise<boolean> {
  const { chunkNumber, chunkHash, status } = documentChunks;
  const rows = await tx
    .select({ chunkNumber, chunkHash, status })
    .from(documentChunks)
    .where(eq(documentChunks.docId, docId));
  const read = new Map(chunks.map((chunk) => [chunk.chunkNumber, chunk.chunkHash]));
  return (
    rows.length === read.size &&
    rows.every((row) => row.status === 'completed' && read.get(row.chunkNumber) === row.chunkHash)
  );
}

async function fail(tx: Tx, docId: string, reason: string, set: { s3Key?: string } = {}): Promise<void> {
  await changeDocumentStatus(tx, docId, 'fail', { failureReason: reason.slice(0, 1_024), ...set });
  await endSession(tx, docId, 'cancelled');
}
