import { eq, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type Document, documentChunks } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { endSession } from '../upload-sessions/sessions.ts';
import { atPlace, type ChunkKey } from './chunk-arrival.ts';
import { dropChunks, listChunks, type StoredChunk } from './chunks.ts';
import { changeDocumentStatus, lockDocument } from './status.ts';

/** An upload, as its row was when a job began to read its bytes. */
export type ReadUpload = Pick<Document, 'docId' | 's3Key' | 's3UrlGeneratedAt'>;

/** What was read of a chunk, and recorded on its row. */
export interface ReadChunk {
  readonly chunkNumber: number;
  readonly chunkHash: string;
}

interface Verified {
  readonly upload: ReadUpload;
  /** Every chunk of a chunked document. */
  readonly chunks: readonly ReadChunk[];
}

/** All bytes are right. False: the document is not being verified any more, or these are not its bytes any more. */
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
 * The upload as a whole is not what was announced. Answers its chunks, whose rows and space are gone and whose objects
 * the caller deletes; undefined where `completeVerified` answers false.
 */
export async function rejectUpload(
  db: Db,
  { upload, chunks, reason }: Verified & { readonly reason: string },
): Promise<StoredChunk[] | undefined> {
  const { docId } = upload;
  return withTransaction(db, async (tx) => {
    if (!(await isBeingVerified(tx, upload)) || !(await stands(tx, docId, chunks))) return undefined;
    const stored = await listChunks(tx, docId);
    await fail(tx, docId, reason);
    await dropChunks(tx, docId);
    return stored;
  });
}

/**
 * These chunks are missing or wrong; the others stay, so that a repair needs only these. False: the document is not
 * being verified any more, or one of them is somewhere else by now.
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

/** The verification has come to no result: the row says why, and what was uploaded stays where it is. */
export async function giveUpVerification(db: Db, { docId, reason }: { docId: string; reason: string }): Promise<void> {
  await withTransaction(db, async (tx) => {
    if ((await lockDocument(tx, docId))?.uploadStatus === 'UPLOAD_VERIFYING') await fail(tx, docId, reason);
  });
}

/**
 * Runs `work` while a failed upload is still failed and nobody can begin it anew. False: somebody has, and `work` did not
 * run.
 */
export async function whileFailed(db: Db, { docId, s3Key }: ReadUpload, work: () => Promise<void>): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const now = await lockDocument(tx, docId);
    if (now?.uploadStatus !== 'UPLOAD_FAILED' || now.s3Key !== s3Key) return false;
    await work();
    return true;
  });
}

/** Locks the document. Every new URL of an upload changes `s3_url_generated_at`. */
async function isBeingVerified(tx: Tx, { docId, s3Key, s3UrlGeneratedAt }: ReadUpload): Promise<boolean> {
  const now = await lockDocument(tx, docId);
  const same = now?.s3Key === s3Key && now.s3UrlGeneratedAt?.getTime() === s3UrlGeneratedAt?.getTime();
  return same && now.uploadStatus === 'UPLOAD_VERIFYING';
}

/** Whether the rows still say what was read: by content, as draining may move chunks meanwhile. */
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

async function fail(tx: Tx, docId: string, reason: string): Promise<void> {
  await changeDocumentStatus(tx, docId, 'fail', { failureReason: reason.slice(0, 1_024) });
  await endSession(tx, docId, 'cancelled');
}
