import { inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { analysisReports } from '../schema/index.ts';

/** The queue has taken these analyses. */
export async function markAnalysesEnqueued(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(analysisReports)
    .set({ enqueuedAt: sql`now(3)` })
    .where(inArray(analysisReports.analysisId, [...ids]));
}
