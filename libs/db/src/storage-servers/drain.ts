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

/** Asks for a server's chunks to be moved to the others. False: they are being moved already. */
export async function requestDrain(db: Db | Tx, serverId: string): Promise<boolean> {
  const drainTotal = await countChunks(db, serverId);
  return changeServerStatus(db, serverId, 'drain', { drainTotal, drainMoved: 0, drainError: null });
}

/** Takes up the draining where it stands: what is left comes on top of what was moved. Undefined: nobody wants it. */
export async function resumeDrain(db: Db, serverId: string): Promise<StorageServer | undefined> {
  return withTransaction(db, async (tx) => {
    const [server] = await tx.select().from(storageServers).where(ofServer(serverId)).for('update');
    if (server?.status !== 'maintenance') return undefined;
    const drainTotal = (server.drainMoved ?? 0) + (await countChunks(tx, serverId));
    await tx.update(storageServers).set({ drainTotal, drainError: null }).where(ofServer(serverId));
    return { ...server, drainTotal, drainError: null };
  });
}

/** Says on the row what is in the way of the draining, or what was lost by it. */
export async function noteDrainError(db: Db | Tx, serverId: string, error: string): Promise<void> {
  await db
    .update(storageServers)
    .set({ drainError: error.slice(0, MESSAGE_LENGTH), updatedAt: sql`now(3)` })
    .where(ofServer(serverId));
}

/** The server is empty: `maintenance` -> `inactive`. False: it has a chunk yet, or nobody wants it empty any more. */
export async function finishDrain(db: Db, serverId: string): Promise<boolean> {
  const isEmpty = sql`not exists (select 1 from ${documentChunks} where ${documentChunks.serverId} = ${serverId})`;
  const { drainMoved } = storageServers;
  return changeServerStatus(db, serverId, 'drained', { drainTotal: sql`coalesce(${drainMoved}, 0)` }, isEmpty);
}

/** A chunk, whose it is and what its document is at that moment. */
export interface OwnedChunk extends DocumentChunk {
  readonly accountId: string;
  readonly uploadStatus: (typeof documents.$inferSelect)['uploadStatus'];
}

export interface ChunkPage {
  /** The last chunk of the page before. */
  readonly after?: Pick<DocumentChunk, 'docId' | 'chunkNumber'> | undefined;
  readonly limit: number;
}

/** The next chunks that are placed on a server, in the order of document and number. */
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

/** Storage servers that a job should be emptying: it ends with `inactive`. In the order of their ids. */
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
