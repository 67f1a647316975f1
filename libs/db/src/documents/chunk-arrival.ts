import { and, eq, exists, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type DocumentChunk, documentChunks, documents } from '../schema/index.ts';

/** A chunk as it was when read. If it has moved since, the update does not apply. */
export type ChunkKey = Pick<DocumentChunk, 'docId' | 'chunkNumber' | 'serverId' | 's3Key'>;

/** Marks chunks whose upload URLs have been issued. */
export async function markChunksOffered(db: Db | Tx, docId: string, chunkNumbers: readonly number[]): Promise<void> {
  if (chunkNumbers.length === 0) return;
  const { docId: document, chunkNumber, status } = documentChunks;
  await db
    .update(documentChunks)
    .set({ status: 'uploading', updatedAt: sql`now(3)` })
    .where(and(eq(document, docId), inArray(chunkNumber, [...chunkNumbers]), inArray(status, ['pending', 'failed'])));
}

/** Marks a chunk whose object exists and has the announced size. */
export const markChunkArrived = (db: Db | Tx, chunk: ChunkKey): Promise<boolean> =>
  mark(db, chunk, 'completed', ['pending', 'uploading']);

/** Marks a chunk whose object is missing or wrong; it must be uploaded again. */
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

/** Replaces what the client announced for a chunk that has not arrived. */
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

/** Condition: the chunk is still at the place where it was read. */
export const atPlace = ({ docId, chunkNumber, serverId, s3Key }: ChunkKey) =>
  and(
    eq(documentChunks.docId, docId),
    eq(documentChunks.chunkNumber, chunkNumber),
    eq(documentChunks.serverId, serverId),
    eq(documentChunks.s3Key, s3Key),
  );

/**
 * Stores the hashes that verification computed; every later read is checked against them. False if the chunk has moved or
 * the document is no longer being verified.
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
