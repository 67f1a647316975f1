import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { documentChunks, storageServers } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';

/**
 * Makes a server's space say what the rows of its chunks say. Answers by how many bytes it was wrong: above zero, more
 * was booked than there is. The server's row is locked meanwhile, as by everybody who places or frees chunks.
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
