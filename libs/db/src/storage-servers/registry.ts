import { and, count, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import { isDuplicateKey } from '../errors.ts';
import {
  documentChunks,
  hashRingNodes,
  retentionHolds,
  type storageServerStatuses,
  storageServers,
} from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';

export interface NewStorageServer {
  readonly serverId: string;
  readonly name: string;
  /** Null: the installation's default storage. */
  readonly endpoint: string | null;
  readonly publicEndpoint?: string | null;
  readonly region: string;
  readonly bucket: string;
  readonly credentialsRef?: string;
  /** Null or absent: no limit. */
  readonly capacityBytes?: number | null;
  /** Its positions on the hash ring, from `ringNodes` of @sluice/storage. */
  readonly nodes: readonly bigint[];
  /** It has just responded, so it accepts chunks at once. */
  readonly fresh?: boolean;
}

/** `name`, `place`: another server has this name, or this endpoint and bucket; nothing was written. */
export type AddedServer = 'added' | 'name' | 'place';

/** Registers an `active` server with its ring positions. Roll back an outer transaction unless it returns `added`. */
export async function addStorageServer(db: Db | Tx, server: NewStorageServer): Promise<AddedServer> {
  try {
    return await withTransaction(db, async (tx) => {
      await insertServer(tx, server);
      // The unique key does not treat NULLs as equal. This waits for uncommitted rows of other transactions.
      if (server.endpoint === null && (await ownPlaces(tx, server.bucket)) > 1) throw new PlaceTaken();
      return 'added' as const;
    });
  } catch (error) {
    if (error instanceof PlaceTaken) return 'place';
    if (!isDuplicateKey(error)) throw error;
    const [sameName] = await db.select().from(storageServers).where(eq(storageServers.name, server.name));
    return sameName ? 'name' : 'place';
  }
}

class PlaceTaken extends Error {}

async function ownPlaces(tx: Tx, bucket: string): Promise<number> {
  const rows = await tx
    .select({ serverId: storageServers.serverId })
    .from(storageServers)
    .where(and(isNull(storageServers.endpoint), eq(storageServers.bucket, bucket)))
    .for('update');
  return rows.length;
}

async function insertServer(tx: Tx, { nodes, capacityBytes, fresh, ...row }: NewStorageServer): Promise<void> {
  const lastHeartbeat = fresh ? sql`now(3)` : null;
  await tx.insert(storageServers).values({ ...row, availableSpace: capacityBytes ?? null, lastHeartbeat });
  await tx.insert(hashRingNodes).values(nodes.map((hashValue) => ({ serverId: row.serverId, hashValue })));
}

/** Registers the installation's default storage if no server exists. Safe to call from several processes. */
export async function ensureDefaultServer(
  db: Db,
  own: Pick<NewStorageServer, 'serverId' | 'region' | 'bucket' | 'nodes'>,
): Promise<boolean> {
  const [any] = await db.select({ serverId: storageServers.serverId }).from(storageServers).limit(1);
  if (any) return false;
  return (await addStorageServer(db, { ...own, name: 'default', endpoint: null, fresh: true })) === 'added';
}

/** Why a server cannot be removed: it accepts chunks, or it still has some. */
export type RemovedServer = 'removed' | 'missing' | 'active' | { readonly chunks: number };

/** Removes a server that accepts no chunks and has none. Its bucket is not touched. */
export async function removeStorageServer(db: Db | Tx, serverId: string): Promise<RemovedServer> {
  return withTransaction(db, async (tx) => {
    const ofServer = eq(storageServers.serverId, serverId);
    const [server] = await tx.select().from(storageServers).where(ofServer).for('update');
    if (!server) return 'missing';
    if (server.status === 'active') return 'active';
    const [placed] = await tx
      .select({ chunks: count() })
      .from(documentChunks)
      .where(eq(documentChunks.serverId, serverId));
    if (placed && placed.chunks > 0) return placed;
    const idle = inArray(storageServers.status, ['inactive', 'maintenance']);
    await tx.delete(storageServers).where(and(ofServer, idle));
    await tx.delete(retentionHolds).where(eq(retentionHolds.place, serverId));
    return 'removed';
  });
}

export type StorageServerStatus = (typeof storageServerStatuses)[number];

/** Every allowed change of a server's status. Nothing else writes `storage_servers.status`. */
const edges = {
  /** An operator drains it: a job moves its chunks to the others. */
  drain: { from: ['active', 'inactive'], to: 'maintenance' },
  /** An operator activates it, possibly during a drain. */
  activate: { from: ['maintenance', 'inactive'], to: 'active' },
  /** An operator stops new chunks from being placed there; existing ones stay readable. */
  deactivate: { from: ['active'], to: 'inactive' },
  /** The job has moved the last chunk. */
  drained: { from: ['maintenance'], to: 'inactive' },
} as const satisfies Record<string, { from: readonly StorageServerStatus[]; to: StorageServerStatus }>;

export type StorageServerTransition = keyof typeof edges;

/** One guarded update; false if the server is not in the transition's start status. */
export async function changeServerStatus(
  db: Db | Tx,
  serverId: string,
  name: StorageServerTransition,
  set: Omit<MySqlUpdateSetSource<typeof storageServers>, 'status'> = {},
  guard?: SQL,
): Promise<boolean> {
  const { from, to } = edges[name];
  const [{ affectedRows }] = await db
    .update(storageServers)
    .set({ updatedAt: sql`now(3)`, ...set, status: to })
    .where(and(eq(storageServers.serverId, serverId), inArray(storageServers.status, [...from]), guard));
  return affectedRows === 1;
}
