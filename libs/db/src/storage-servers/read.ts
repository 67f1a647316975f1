import { and, asc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { documentChunks, type StorageServer, storageServers } from '../schema/index.ts';

/** A server, the number of chunks placed on it, and whether it has responded recently. */
export interface ServerOverview extends StorageServer {
  readonly chunks: number;
  readonly healthy: boolean;
}

/** Table names are spelled out: single-table queries omit them, and both tables have a `server_id`. */
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

/** The rows only, by name, without counting chunks, for frequent queries. */
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

export interface ServerHealth extends Pick<StorageServer, 'name' | 'status' | 'usedSpace' | 'availableSpace'> {
  /** Whether it has responded recently. */
  readonly healthy: boolean;
}

/** All storage servers, by name, without chunk counts, for frequent queries. */
export async function listServerHealth(db: Db, staleSeconds: number): Promise<ServerHealth[]> {
  const { name, status, usedSpace, availableSpace } = storageServers;
  const rows = await db
    .select({ name, status, usedSpace, availableSpace, healthy: sql<number>`${isFresh(staleSeconds)}` })
    .from(storageServers)
    .orderBy(asc(name));
  return rows.map((row) => ({ ...row, healthy: row.healthy === 1 }));
}

/** Servers whose latest probe failed and that have not responded for `staleSeconds`, except the installation's own storage. */
export const unreachableServers = (
  db: Db,
  staleSeconds: number,
): Promise<Pick<StorageServer, 'name' | 'lastHeartbeat'>[]> => {
  const { name, lastHeartbeat, lastError, endpoint } = storageServers;
  const isStale = sql`not ${isFresh(staleSeconds)}`;
  return db
    .select({ name, lastHeartbeat })
    .from(storageServers)
    .where(and(isNotNull(endpoint), isNotNull(lastError), isStale))
    .orderBy(asc(name));
};

const MESSAGE_LENGTH = 1_024;

/** Records a heartbeat, or its failure with `error`. True for the one call that changes the server's state. */
export async function recordHeartbeat(db: Db | Tx, serverId: string, error?: string): Promise<boolean> {
  const { lastError } = storageServers;
  const isUp = error === undefined;
  const seen = isUp ? { lastHeartbeat: sql`now(3)`, lastError: null } : { lastError: error.slice(0, MESSAGE_LENGTH) };
  const ofServer = eq(storageServers.serverId, serverId);
  const wasOther = isUp ? isNotNull(lastError) : isNull(lastError);
  const [{ affectedRows }] = await db.update(storageServers).set(seen).where(and(ofServer, wasOther));
  if (affectedRows === 0) await db.update(storageServers).set(seen).where(ofServer);
  return affectedRows === 1;
}

/** Whether a server has responded within `staleSeconds`, by the database's clock. */
export const isFresh = (staleSeconds: number): SQL<boolean> =>
  sql<boolean>`coalesce(${storageServers.lastHeartbeat} > now(3) - interval ${staleSeconds} second, false)`;
