import { and, eq, exists, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type DocumentChunk, documentChunks, documents } from '../schema/index.ts';

/** A chunk as it was read: what has been placed elsewhere since then is not marked. */
export type ChunkKey = Pick<DocumentChunk, 'docId' | 'chunkNumber' | 'serverId' | 's3Key'>;

/** URLs for these chunks were given out. */
export async function markChunksOffered(db: Db | Tx, docId: string, chunkNumbers: readonly number[]): Promise<void> {
  if (chunkNumbers.length === 0) return;
  const { docId: document, chunkNumber, status } = documentChunks;
  await db
    .update(documentChunks)
    .set({ status: 'uploading', updatedAt: sql`now(3)` })
    .where(and(eq(document, docId), inArray(chunkNumber, [...chunkNumbers]), inArray(status, ['pending', 'failed'])));
}

/** Its object is there, as large as announced. */
export const markChunkArrived = (db: Db | Tx, chunk: ChunkKey): Promise<boolean> =>
  mark(db, chunk, 'completed', ['pending', 'uploading']);

/** Its object is not what it must be, or is not there: it has to be sent again. */
export const markChunkMissing = (db: Db | Tx, chunk: ChunkKey): Promise<boolean> =>
  mark(db, chunk, 'uploading', ['pending', 'completed', 'failed']);

async function mark(
  db: Db | Tx,
  { docId, chunkNumber, serverId, s3Key }: ChunkKey,
  status: DocumentChunk['status'],
  from: DocumentChunk['status'][],
): Promise<boolean> {
  const { docId: document, ...columns } = documentChunks;
  const same: (SQL | undefined)[] = [
    eq(document, docId),
    eq(columns.chunkNumber, chunkNumber),
    eq(columns.serverId, serverId),
    eq(columns.s3Key, s3Key),
  ];
  const [{ affectedRows }] = await db
    .update(documentChunks)
    .set({ status, updatedAt: sql`now(3)` })
    .where(and(...same, inArray(columns.status, from)));
  return affectedRows === 1;
}

/** The client has said anew what a chunk that has not arrived will be. */
export async function announceChunkHash(
  tx: Tx,
  { docId, chunkNumber }: Pick<DocumentChunk, 'docId' | 'chunkNumber'>,
  chunkHash: string | null,
): Promise<void> {
  const { status } = documentChunks;
  await tx
    .update(documentChunks)
    .set({ chunkHash })
    .where(
      and(
        eq(documentChunks.docId, docId),
        eq(documentChunks.chunkNumber, chunkNumber),
        inArray(status, ['pending', 'uploading', 'failed']),
      ),
    );
}

/** The chunk is still there and nowhere else. */
export const atPlace = ({ docId, chunkNumber, serverId, s3Key }: ChunkKey) =>
  and(
    eq(documentChunks.docId, docId),
    eq(documentChunks.chunkNumber, chunkNumber),
    eq(documentChunks.serverId, serverId),
    eq(documentChunks.s3Key, s3Key),
  );

/**
 * Keeps what a verification has read at that place: what every later read is checked against. False: the chunk is
 * somewhere else by now, or nobody verifies the document any more.
 */
export async function recordChunkBytes(
  db: Db | Tx,
  { chunkHash, blockHashes, ...chunk }: ChunkKey & { readonly chunkHash: string; readonly blockHashes: Buffer },
): Promise<boolean> {
  const verifying = db
    .select({ one: sql`1` })
    .from(documents)
    .where(and(eq(documents.docId, chunk.docId), eq(documents.uploadStatus, 'UPLOAD_VERIFYING')));
  const [{ affectedRows }] = await db
    .update(documentChunks)
    .set({ chunkHash, blockHashes, status: 'completed', verifiedAt: sql`now(3)`, updatedAt: sql`now(3)` })
    .where(and(atPlace(chunk), exists(verifying)));
  return affectedRows === 1;
}
