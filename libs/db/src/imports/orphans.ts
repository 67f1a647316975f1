import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { bulkImportJobs } from '../schema/index.ts';

/** The queue has taken the job. */
export async function markEnqueued(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(bulkImportJobs)
    .set({ enqueuedAt: sql`now(3)` })
    .where(inArray(bulkImportJobs.id, [...ids]));
}

/**
 * Imports that should have a job in the queue but may have none: never enqueued for `graceSeconds`, or unfinished and
 * without a change for `quietSeconds`. Oldest first.
 */
export async function listUnqueuedImports(
  db: Db,
  {
    graceSeconds,
    quietSeconds,
    limit,
    afterId = '',
  }: { graceSeconds: number; quietSeconds: number; limit: number; afterId?: string },
): Promise<{ id: string; status: string }[]> {
  const { id, status, enqueuedAt, createdAt, updatedAt } = bulkImportJobs;
  return db
    .select({ id, status })
    .from(bulkImportJobs)
    .where(
      and(
        sql`${id} > ${afterId}`,
        or(
          and(eq(status, 'pending'), isNull(enqueuedAt), lt(createdAt, sql`now(3) - interval ${graceSeconds} second`)),
          and(
            inArray(status, ['pending', 'processing', 'cancelling']),
            lt(updatedAt, sql`now(3) - interval ${quietSeconds} second`),
          ),
        ),
      ),
    )
    .orderBy(asc(id))
    .limit(limit);
}

/** How many unfinished imports the account has, counted no further than `atMost`. */
export async function countUnfinishedImports(db: Db, accountId: string, atMost: number): Promise<number> {
  const unfinished = db
    .select({ id: bulkImportJobs.id })
    // The other index on accounts would be read through every finished import, too.
    .from(bulkImportJobs, { useIndex: 'bulk_import_jobs_account_status' })
    .where(
      and(
        eq(bulkImportJobs.accountId, accountId),
        inArray(bulkImportJobs.status, ['pending', 'processing', 'cancelling']),
      ),
    )
    .limit(atMost)
    .as('unfinished');
  const [row] = await db.select({ count: sql<number>`count(*)` }).from(unfinished);
  return Number(row?.count ?? 0);
}
