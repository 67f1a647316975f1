import { and, asc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { resultKinds } from '../downloads/result-files.ts';
import {
  auditEvents,
  bulkImportJobs,
  bulkImportRejects,
  downloads,
  errorLogs,
  importDeletions,
  requestTraces,
} from '../schema/index.ts';

/** What is recorded of an import in many rows: its row errors, and the rows of the table that it was to delete. */
export type RecordedRows = 'row_errors' | 'deletions';
const recorded = { row_errors: bulkImportRejects, deletions: importDeletions };

/**
 * The next import after `afterId` that has such rows, ordered by id, and whether it ended before `before` or no longer
 * exists. It reads one row of the index, however many there are. Errors that the result file needs are not outdated:
 * until that is delivered, and while a failed import can be retried, that is until its document is deleted.
 */
export async function nextWithRows(
  db: Db,
  rows: RecordedRows,
  { afterId, before }: { afterId: string; before: Date },
): Promise<{ jobId: string; outdated: boolean } | undefined> {
  const { id, status, completedAt, docId } = bulkImportJobs;
  const { jobId } = recorded[rows];
  // Only one file of an import is made from its row errors.
  const delivery = db
    .select({ status: downloads.status })
    .from(downloads, { forceIndex: 'downloads_job' })
    .where(and(eq(downloads.jobId, id), eq(downloads.kind, resultKinds.all), eq(downloads.format, 'csv')))
    .limit(1);
  const [next] = await db
    .select({ jobId, status, completedAt, docId, delivery: sql<string | null>`${delivery}` })
    .from(recorded[rows], { forceIndex: 'PRIMARY' })
    .leftJoin(bulkImportJobs, eq(id, jobId))
    .where(gt(jobId, afterId))
    .orderBy(asc(jobId))
    .limit(1);
  return next && { jobId: next.jobId, outdated: next.status === null || isOutdated(next, before) };
}

function isOutdated({ status, completedAt, docId, delivery }: Ended, before: Date): boolean {
  const final = status === 'completed' || status === 'cancelled' || (status === 'failed' && docId === null);
  const needed = docId !== null && (delivery === 'pending' || delivery === 'upload_failed');
  return final && !needed && completedAt !== null && completedAt < before;
}

interface Ended {
  readonly status: string | null;
  readonly completedAt: Date | null;
  readonly docId: string | null;
  /** Of the result file. */
  readonly delivery: string | null;
}

/** Deletes up to `limit` of these rows of an import. Returns how many. */
export async function deleteRows(db: Db, rows: RecordedRows, jobId: string, limit: number): Promise<number> {
  const table = recorded[rows];
  const [{ affectedRows }] = await db.delete(table).where(eq(table.jobId, jobId)).limit(limit);
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

/** Deletes up to `limit` audit events from before `before` and returns how many. */
export async function deleteOutdatedAuditEvents(db: Db, before: Date, limit: number): Promise<number> {
  const [{ affectedRows }] = await db.delete(auditEvents).where(lt(auditEvents.createdAt, before)).limit(limit);
  return affectedRows;
}
