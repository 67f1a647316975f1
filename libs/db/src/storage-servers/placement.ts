import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { hashRingNodes, storageServers } from '../schema/index.ts';
import { isFresh } from './fresh.ts';

export interface PlacementNode {
  readonly serverId: string;
  readonly hashValue: bigint;
  /** Bytes; null: no limit. */
  readonly availableSpace: number | null;
}

/**
 * The ring of the servers that may be given chunks now: `active`, and heard of within `staleSeconds`. In the order of
 * their places on it, those of the same place by id.
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
 * Books `bytes` on a server, in the transaction that places a chunk there. False: they do not fit, or the server is no
 * longer `active`; its row is locked from here on, so that no chunk comes to a server that is being drained.
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

/** Gives back what `takeSpace` has booked, in the transaction that removes the chunk. */
export async function freeSpace(tx: Tx, serverId: string, bytes: number): Promise<void> {
  await tx.update(storageServers).set(freed(bytes)).where(eq(storageServers.serverId, serverId));
}

/** Never below zero, which the column could not hold. */
export const freed = (bytes: number) => {
  const { availableSpace, usedSpace } = storageServers;
  return {
    usedSpace: sql`${usedSpace} - least(${usedSpace}, ${bytes})`,
    availableSpace: sql`${availableSpace} + ${bytes}`,
  };
};
