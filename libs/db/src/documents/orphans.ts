import { and, asc, eq, gt, lt, sql } from 'drizzle-orm';
import type { UnqueuedQuery } from '../lifecycle/index.ts';
import type { Db } from '../client.ts';
import { documents, storageServers } from '../schema/index.ts';

/** Documents that a job should be reading, without a change for `quietSeconds`. In the order of their ids. */
export async function listUnverifiedDocuments(
  db: Db,
  { quietSeconds, limit, afterId = '' }: UnqueuedQuery,
): Promise<{ id: string; status: string }[]> {
  const { docId: id, uploadStatus: status, updatedAt } = documents;
  return db
    .select({ id, status })
    .from(documents)
    .where(
      and(
        gt(id, afterId),
        eq(status, 'UPLOAD_VERIFYING'),
        lt(updatedAt, sql`now(3) - interval ${quietSeconds} second`),
      ),
    )
    .orderBy(asc(id))
    .limit(limit);
}

/** Storage servers that a job should be emptying: it ends with `inactive`. In the order of their ids. */
export async function listDrainingServers(
  db: Db,
  { quietSeconds, limit, afterId = '' }: UnqueuedQuery,
): Promise<{ id: string; status: string }[]> {
  const { serverId: id, status, updatedAt } = storageServers;
  return db
    .select({ id, status })
    .from(storageServers)
    .where(
      and(gt(id, afterId), eq(status, 'maintenance'), lt(updatedAt, sql`now(3) - interval ${quietSeconds} second`)),
    )
    .orderBy(asc(id))
    .limit(limit);
}
