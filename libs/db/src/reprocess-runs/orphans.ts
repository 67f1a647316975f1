import { and, asc, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { UnqueuedQuery } from '../analyses/orphans.ts';
import type { Db } from '../client.ts';
import { reprocessRuns } from '../schema/index.ts';
import type { ReprocessStatus } from './status.ts';

/** Unfinished runs that may have no job in the queue, as with analyses. In the order of their ids. */
export async function listUnqueuedRuns(
  db: Db,
  { graceSeconds, quietSeconds, limit, afterId = '' }: UnqueuedQuery,
): Promise<{ id: string; status: ReprocessStatus }[]> {
  const { runId: id, status, enqueuedAt, createdAt, updatedAt } = reprocessRuns;
  return db
    .select({ id, status })
    .from(reprocessRuns)
    .where(
      and(
        gt(id, afterId),
        inArray(status, ['pending', 'processing', 'cancelling']),
        or(
          and(isNull(enqueuedAt), lt(createdAt, sql`now(3) - interval ${graceSeconds} second`)),
          lt(updatedAt, sql`now(3) - interval ${quietSeconds} second`),
        ),
      ),
    )
    .orderBy(asc(id))
    .limit(limit);
}
