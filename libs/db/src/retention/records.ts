import { and, eq, exists, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { bulkImportJobs, bulkImportRejects, errorLogs, requestTraces } from '../schema/index.ts';

/**
 * Deletes up to `limit` row errors of an import that ended before `before`. Returns how many. While a failed import can be
 * retried, that is until its document is deleted, it keeps them: its result file needs them.
 */
export async function deleteOutdatedRejects(db: Db, before: Date, limit: number): Promise<number> {
  const { id, status, completedAt, docId } = bulkImportJobs;
  const { jobId } = bulkImportRejects;
  const [job] = await db
    .select({ id })
    .from(bulkImportJobs)
    .where(
      and(
        or(inArray(status, ['completed', 'cancelled']), and(eq(status, 'failed'), isNull(docId))),
        lt(completedAt, before),
        exists(db.select({ one: sql`1` }).from(bulkImportRejects).where(eq(jobId, id))),
      ),
    )
    .limit(1);
  if (!job) return 0;
  const [{ affectedRows }] = await db.delete(bulkImportRejects).where(eq(jobId, job.id)).limit(limit);
  return affectedRows;
}

/** Deletes up to `limit` traces that started before `before`, with their errors, and returns how many. */
export async function deleteOutdatedTraces(db: Db, before: Date, limit: number): Promise<number> {
  const [{ affectedRows }] = await db.delete(requestTraces).where(lt(requestTraces.startTime, before)).limit(limit);
  return affectedRows;
}

/** Deletes up to `limit` errors logged before `before`, with or without a trace, and returns how many. */
export async function deleteOutdatedErrors(db: Db, before: Date, limit: number): Promise<number> {
  const [{ affectedRows }] = await db.delete(errorLogs).where(lt(errorLogs.createdAt, before)).limit(limit);
  return affectedRows;
}
