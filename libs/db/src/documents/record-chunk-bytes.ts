import { and, eq, exists, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { documentChunks, documents } from '../schema/index.ts';
import type { ChunkKey } from './chunk-arrival.ts';

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
