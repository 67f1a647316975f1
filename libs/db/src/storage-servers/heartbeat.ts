import { eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { storageServers } from '../schema/index.ts';

const MESSAGE_LENGTH = 1_024;

/** The server has answered just now; or it has not, and `error` says why. */
export async function recordHeartbeat(db: Db | Tx, serverId: string, error?: string): Promise<void> {
  const seen =
    error === undefined
      ? { lastHeartbeat: sql`now(3)`, lastError: null }
      : { lastError: error.slice(0, MESSAGE_LENGTH) };
  await db.update(storageServers).set(seen).where(eq(storageServers.serverId, serverId));
}
