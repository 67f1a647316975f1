import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { lockDocument } from '../documents/status.ts';
import { type DocumentChunk, documentChunks, storageServers } from '../schema/index.ts';
import { freed, takeSpace } from './placement.ts';

export interface ObjectPlace {
  readonly serverId: string;
  readonly s3Key: string;
}

export interface ChunkMove {
  readonly docId: string;
  readonly chunkNumber: number;
  readonly from: ObjectPlace;
  readonly to: ObjectPlace;
  /** Nothing was copied: the chunk will be uploaded to the new place. Its document must not be complete. */
  readonly empty?: boolean;
}

/**
 * `changed`: the chunk or its document has changed, or the old server is no longer being drained. `full`: the new server
 * lacks space or is no longer `active`.
 */
export type MovedChunk = 'moved' | 'changed' | 'full';

/** Records the new place of a chunk from a server in `maintenance`, and updates space and drain progress. */
export async function moveChunk(tx: Tx, move: ChunkMove): Promise<MovedChunk> {
  const document = await lockDocument(tx, move.docId);
  const chunk = await lockChunk(tx, move);
  if (!document || document.deletingAt || !chunk || (move.empty && !mayBeEmpty(chunk, document.uploadStatus)))
    return 'changed';
  if (!(await isDraining(tx, move.from.serverId))) return 'changed';
  if (!(await takeSpace(tx, move.to.serverId, chunk.chunkSize))) return 'full';
  await tx
    .update(documentChunks)
    .set({
      ...move.to,
      ...(move.empty && chunk.status === 'uploading' ? { status: 'pending' } : {}),
      updatedAt: sql`now(3)`,
    })
    .where(ofChunk(move));
  const { drainMoved } = storageServers;
  await tx
    .update(storageServers)
    .set({ ...freed(chunk.chunkSize), drainMoved: sql`coalesce(${drainMoved}, 0) + 1`, updatedAt: sql`now(3)` })
    .where(eq(storageServers.serverId, move.from.serverId));
  return 'moved';
}

const mayBeEmpty = ({ status }: DocumentChunk, uploadStatus: string): boolean =>
  status !== 'completed' && uploadStatus !== 'UPLOAD_COMPLETE' && uploadStatus !== 'UPLOAD_VERIFYING';

const ofChunk = ({ docId, chunkNumber, from }: ChunkMove) =>
  and(
    eq(documentChunks.docId, docId),
    eq(documentChunks.chunkNumber, chunkNumber),
    eq(documentChunks.serverId, from.serverId),
    eq(documentChunks.s3Key, from.s3Key),
  );

async function lockChunk(tx: Tx, move: ChunkMove): Promise<DocumentChunk | undefined> {
  const [chunk] = await tx.select().from(documentChunks).where(ofChunk(move)).for('update');
  return chunk;
}

async function isDraining(tx: Tx, serverId: string): Promise<boolean> {
  const [server] = await tx
    .select({ status: storageServers.status })
    .from(storageServers)
    .where(eq(storageServers.serverId, serverId))
    .for('update');
  return server?.status === 'maintenance';
}
