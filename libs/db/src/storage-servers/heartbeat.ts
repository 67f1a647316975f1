import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { storageServers } from '../schema/index.ts';

const MESSAGE_LENGTH = 1_024;

/**
 * The server has answered just now; or it has not, and `error` says why. True for the one call that finds it the other
 * way than it was.
 */
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
