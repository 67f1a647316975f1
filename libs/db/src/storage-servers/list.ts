import { asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { documentChunks, type StorageServer, storageServers } from '../schema/index.ts';
import { isFresh } from './fresh.ts';

/** A server, how many chunks are placed on it, and whether it has answered of late. */
export interface ServerOverview extends StorageServer {
  readonly chunks: number;
  readonly healthy: boolean;
}

/** With the tables' names: a query of one table leaves them out of its columns, and both have a `server_id`. */
const chunks = sql<number>`(select count(*) from ${documentChunks}
  where ${documentChunks}.server_id = ${storageServers}.server_id)`;

async function overviews(db: Db | Tx, staleSeconds: number, where?: SQL): Promise<ServerOverview[]> {
  const rows = await db
    .select({ server: storageServers, chunks, healthy: sql<number>`${isFresh(staleSeconds)}` })
    .from(storageServers)
    .where(where)
    .orderBy(asc(storageServers.name));
  return rows.map(({ server, chunks: count, healthy }) => ({ ...server, chunks: count, healthy: healthy === 1 }));
}

/** The rows alone, by name: what is asked every few seconds shall not count chunks. */
export const storageServerRows = (db: Db | Tx): Promise<StorageServer[]> =>
  db.select().from(storageServers).orderBy(asc(storageServers.name));

/** All of them, by name. */
export const listStorageServers = (
  db: Db | Tx,
  { staleSeconds = 30 }: { staleSeconds?: number } = {},
): Promise<ServerOverview[]> => overviews(db, staleSeconds);

export async function getStorageServer(
  db: Db | Tx,
  serverId: string,
  { staleSeconds = 30 }: { staleSeconds?: number } = {},
): Promise<ServerOverview | undefined> {
  const [server] = await overviews(db, staleSeconds, eq(storageServers.serverId, serverId));
  return server;
}
