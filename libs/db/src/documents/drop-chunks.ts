import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { type DocumentChunk, documentChunks } from '../schema/index.ts';
import { freeSpace } from '../storage-servers/placement.ts';

/**
 * Forgets chunks of a document and gives their space back; all of them unless `chunkNumbers` says which. The caller has
 * locked the document; objects that were there are its to delete, or the orphan sweep's. Answers what was forgotten.
 */
export async function dropChunks(tx: Tx, docId: string, chunkNumbers?: readonly number[]): Promise<DocumentChunk[]> {
  const which = and(
    eq(documentChunks.docId, docId),
    chunkNumbers && inArray(documentChunks.chunkNumber, [...chunkNumbers]),
  );
  if (chunkNumbers?.length === 0) return [];
  const dropped = await tx.select().from(documentChunks).where(which).for('update');
  if (dropped.length === 0) return [];
  await tx.delete(documentChunks).where(which);
  for (const [serverId, bytes] of bytesByServer(dropped)) await freeSpace(tx, serverId, bytes);
  return dropped;
}

/** In the order of their ids: transactions that change several servers lock them in the same order. */
export function bytesByServer(
  chunks: readonly Pick<DocumentChunk, 'serverId' | 'chunkSize'>[],
): [serverId: string, bytes: number][] {
  const sums = new Map<string, number>();
  for (const { serverId, chunkSize } of chunks) sums.set(serverId, (sums.get(serverId) ?? 0) + chunkSize);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}
