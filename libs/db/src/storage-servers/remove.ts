import { and, count, eq, inArray } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { documentChunks, storageServers } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';

/** Why a server stays: it takes chunks, or it still has some. */
export type RemovedServer = 'removed' | 'missing' | 'active' | { readonly chunks: number };

/** Forgets a server that takes no chunks and has none. Its bucket is left alone. */
export async function removeStorageServer(db: Db, serverId: string): Promise<RemovedServer> {
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
    return 'removed';
  });
}
