import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import { type storageServerStatuses, storageServers } from '../schema/index.ts';

export type StorageServerStatus = (typeof storageServerStatuses)[number];

/** Every way a server's status may change, and when it does. Nothing else writes `storage_servers.status`. */
const edges = {
  /** An operator wants it empty: a job moves its chunks to the others. */
  drain: { from: ['active', 'inactive'], to: 'maintenance' },
  /** An operator wants it to take chunks, also in the middle of the draining. */
  activate: { from: ['maintenance', 'inactive'], to: 'active' },
  /** An operator wants no new chunks there; those that it has stay and are read. */
  deactivate: { from: ['active'], to: 'inactive' },
  /** The job has moved the last chunk. */
  drained: { from: ['maintenance'], to: 'inactive' },
} as const satisfies Record<string, { from: readonly StorageServerStatus[]; to: StorageServerStatus }>;

export type StorageServerTransition = keyof typeof edges;

/** One guarded update; false when the server is not where the transition begins. */
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
