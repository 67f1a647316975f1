import { asc, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type StorageServer, storageServers } from '../schema/index.ts';
import { isFresh } from './fresh.ts';

export interface ServerHealth extends Pick<StorageServer, 'name' | 'status' | 'usedSpace' | 'availableSpace'> {
  /** It has answered of late. */
  readonly healthy: boolean;
}

/** All storage servers, by name, without counting what they hold: for what asks every few seconds. */
export async function listServerHealth(db: Db, staleSeconds: number): Promise<ServerHealth[]> {
  const { name, status, usedSpace, availableSpace } = storageServers;
  const rows = await db
    .select({ name, status, usedSpace, availableSpace, healthy: sql<number>`${isFresh(staleSeconds)}` })
    .from(storageServers)
    .orderBy(asc(name));
  return rows.map((row) => ({ ...row, healthy: row.healthy === 1 }));
}
