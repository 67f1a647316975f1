import { inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { reprocessRuns } from '../schema/index.ts';

/** The queue has taken these runs. */
export async function markRunsEnqueued(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(reprocessRuns)
    .set({ enqueuedAt: sql`now(3)` })
    .where(inArray(reprocessRuns.runId, [...ids]));
}
