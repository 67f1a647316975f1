import { and, asc, count, eq, getTableColumns, gt, lt, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import type { UnqueuedQuery } from '../lifecycle/index.ts';
import { type DocumentChunk, documentChunks, documents, type StorageServer, storageServers } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { changeServerStatus } from './registry.ts';

const MESSAGE_LENGTH = 1_024;

const ofServer = (serverId: string) => eq(storageServers.serverId, serverId);

async function countChunks(tx: Db | Tx, serverId: string): Promise<number> {
  const [placed] = await tx
    .select({ chunks: count() })
    .from(documentChunks)
    .where(eq(documentChunks.serverId, serverId));
  return placed?.chunks ?? 0;
}

/** Starts draining a server. False if it is being drained already. */
export async function requestDrain(db: Db | Tx, serverId: string): Promise<boolean> {
  const drainTotal = await countChunks(db, serverId);
  return changeServerStatus(db, serverId, 'drain', { drainTotal, drainMoved: 0, drainError: null });
}

/** Resumes the drain: the remaining chunks are added to those already moved. Undefined if it is not being drained. */
export async function resumeDrain(db: Db, serverId: string): Promise<StorageServer | undefined> {
  return withTransaction(db, async (tx) => {
    const [server] = await tx.select().from(storageServers).where(ofServer(serverId)).for('update');
    if (server?.status !== 'maintenance') return undefined;
    const drainTotal = (server.drainMoved ?? 0) + (await countChunks(tx, serverId));
    await tx.update(storageServers).set({ drainTotal, drainError: null }).where(ofServer(serverId));
    return { ...server, drainTotal, drainError: null };
  });
}

/** Records what blocks the drain, or which chunk was found damaged. */
export async function noteDrainError(db: Db | Tx, serverId: string, error: string): Promise<void> {
  await db
    .update(storageServers)
    .set({ drainError: error.slice(0, MESSAGE_LENGTH), updatedAt: sql`now(3)` })
    .where(ofServer(serverId));
}

/** Completes the drain: `maintenance` -> `inactive`. False if it still has a chunk or is no longer being drained. */
export async function finishDrain(db: Db, serverId: string): Promise<boolean> {
  const isEmpty = sql`not exists (select 1 from ${documentChunks} where ${documentChunks.serverId} = ${serverId})`;
  const { drainMoved } = storageServers;
  return changeServerStatus(db, serverId, 'drained', { drainTotal: sql`coalesce(${drainMoved}, 0)` }, isEmpty);
}

/** A chunk with its account and its document's current status. */
export interface OwnedChunk extends DocumentChunk {
  readonly accountId: string;
  readonly uploadStatus: (typeof documents.$inferSelect)['uploadStatus'];
}

export interface ChunkPage {
  /** The last chunk of the previous page. */
  readonly after?: Pick<DocumentChunk, 'docId' | 'chunkNumber'> | undefined;
  readonly limit: number;
}

/** The next chunks placed on a server, ordered by document and number. */
export async function nextChunksOf(db: Db | Tx, serverId: string, { after, limit }: ChunkPage): Promise<OwnedChunk[]> {
  const { docId, chunkNumber } = documentChunks;
  const behind = after && or(gt(docId, after.docId), and(eq(docId, after.docId), gt(chunkNumber, after.chunkNumber)));
  return db
    .select({
      ...getTableColumns(documentChunks),
      accountId: documents.accountId,
      uploadStatus: documents.uploadStatus,
    })
    .from(documentChunks)
    .innerJoin(documents, eq(documents.docId, docId))
    .where(and(eq(documentChunks.serverId, serverId), behind))
    .orderBy(asc(docId), asc(chunkNumber))
    .limit(limit);
}

/** Storage servers that should have a drain job, ordered by id. */
export async function listDrainingServers(
  db: Db,
  { quietSeconds, limit, afterId = '' }: UnqueuedQuery,
): Promise<{ id: string; status: string }[]> {
  const { serverId: id, status, updatedAt } = storageServers;
  return db
    .select({ id, status })
    .from(storageServers)
    .where(
      and(gt(id, afterId), eq(status, 'maintenance'), lt(updatedAt, sql`now(3) - interval ${quietSeconds} second`)),
    )
    .orderBy(asc(id))
    .limit(limit);
}
