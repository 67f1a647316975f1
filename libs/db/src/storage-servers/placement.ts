import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { documentChunks, hashRingNodes, storageServers } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { isFresh } from './read.ts';

export interface PlacementNode {
  readonly serverId: string;
  readonly hashValue: bigint;
  /** Bytes; null: no limit. */
  readonly availableSpace: number | null;
}

/**
 * The hash ring of the servers that accept chunks now: `active`, with a heartbeat within `staleSeconds`. Ordered by position,
 * then by id.
 */
export async function placementNodes(
  db: Db | Tx,
  { staleSeconds }: { staleSeconds: number },
): Promise<PlacementNode[]> {
  const { serverId, status, availableSpace } = storageServers;
  return db
    .select({ serverId, hashValue: hashRingNodes.hashValue, availableSpace })
    .from(storageServers)
    .innerJoin(hashRingNodes, eq(hashRingNodes.serverId, serverId))
    .where(and(eq(status, 'active'), isFresh(staleSeconds)))
    .orderBy(asc(hashRingNodes.hashValue), asc(serverId));
}

/**
 * Reserves `bytes` on a server, in the transaction that places a chunk there. False if they do not fit or the server is no
 * longer `active`. The row stays locked, so that no chunk is placed on a server that is being drained.
 */
export async function takeSpace(tx: Tx, serverId: string, bytes: number): Promise<boolean> {
  const { availableSpace, usedSpace, status } = storageServers;
  const [{ affectedRows }] = await tx
    .update(storageServers)
    .set({ usedSpace: sql`${usedSpace} + ${bytes}`, availableSpace: sql`${availableSpace} - ${bytes}` })
    .where(and(eq(storageServers.serverId, serverId), eq(status, 'active'), fits(bytes)));
  return affectedRows === 1;
}

const fits = (bytes: number) => sql`coalesce(${storageServers.availableSpace} >= ${bytes}, true)`;

/** Frees space reserved by `takeSpace`, in the transaction that removes the chunk. */
export async function freeSpace(tx: Tx, serverId: string, bytes: number): Promise<void> {
  await tx.update(storageServers).set(freed(bytes)).where(eq(storageServers.serverId, serverId));
}

/** Never below zero: the column is unsigned. */
export const freed = (bytes: number) => {
  const { availableSpace, usedSpace } = storageServers;
  return {
    usedSpace: sql`${usedSpace} - least(${usedSpace}, ${bytes})`,
    availableSpace: sql`${availableSpace} + ${bytes}`,
  };
};

/**
 * Recomputes a server's used space from its chunk rows and returns the error in bytes: above zero, too much was reserved.
 * Locks the server's row, like everything that places or frees chunks.
 */
export async function recountSpace(db: Db, serverId: string): Promise<number> {
  const { availableSpace } = storageServers;
  const ofServer = eq(storageServers.serverId, serverId);
  return withTransaction(db, async (tx) => {
    const [server] = await tx.select().from(storageServers).where(ofServer).for('update');
    if (!server) return 0;
    const [placed] = await tx
      .select({ bytes: sql<string>`coalesce(sum(${documentChunks.chunkSize}), 0)` })
      .from(documentChunks)
      .where(eq(documentChunks.serverId, serverId));
    const bytes = Number(placed?.bytes ?? 0);
    const drift = server.usedSpace - bytes;
    if (drift === 0) return 0;
    const set = { usedSpace: bytes, availableSpace: sql`${availableSpace} + ${drift}` };
    await tx.update(storageServers).set(set).where(ofServer);
    return drift;
  });
}
