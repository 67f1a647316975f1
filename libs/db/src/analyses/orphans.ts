import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { analysisReports } from '../schema/index.ts';
import type { AnalysisStatus } from './status.ts';

/**
 * Analyses that should have a job in the queue but may have none: never enqueued for `graceSeconds`, or unfinished and
 * without a change for `quietSeconds`. In the order of their ids.
 */
export async function listUnqueuedAnalyses(
  db: Db,
  { graceSeconds, quietSeconds, limit, afterId = '' }: UnqueuedQuery,
): Promise<{ id: string; status: AnalysisStatus }[]> {
  const { analysisId: id, status, enqueuedAt, createdAt, updatedAt } = analysisReports;
  return db
    .select({ id, status })
    .from(analysisReports)
    .where(
      and(
        sql`${id} > ${afterId}`,
        or(
          and(eq(status, 'queued'), isNull(enqueuedAt), lt(createdAt, sql`now(3) - interval ${graceSeconds} second`)),
          and(
            inArray(status, ['queued', 'processing', 'cancelling']),
            lt(updatedAt, sql`now(3) - interval ${quietSeconds} second`),
          ),
        ),
      ),
    )
    .orderBy(asc(id))
    .limit(limit);
}

/** What the sweep for rows without jobs asks. */
export interface UnqueuedQuery {
  readonly graceSeconds: number;
  readonly quietSeconds: number;
  readonly limit: number;
  readonly afterId?: string;
}
