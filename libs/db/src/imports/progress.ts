import { AppError, type Warning } from '@sluice/core';
import { and, asc, between, eq, gt, like, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type Page, page } from '../page.ts';
import { type BulkImportReject, bulkImportBatches, bulkImportJobs, bulkImportRejects } from '../schema/index.ts';

export interface ReadFile {
  readonly id: string;
  readonly attempt: number;
  /** Data records in the file. */
  readonly total: number;
  /** How the file is read. */
  readonly reading: Record<string, unknown>;
  /** See `headerSetOf`; null if the import is not to be remembered by it. */
  readonly headerSet: string | null;
  /** Those known before the records are checked; they replace those of earlier attempts. */
  readonly warnings: readonly Warning[];
}

/** Records what is known about the file before its records are checked. */
export async function recordReading(
  db: Db,
  { id, attempt, total, reading, headerSet, warnings }: ReadFile,
): Promise<void> {
  await db
    .update(bulkImportJobs)
    .set({
      totalRows: sql`greatest(${total}, ${bulkImportJobs.processedRows})`,
      reading,
      headerSet,
      warnings: [...warnings],
      warningCount: warnings.length,
      updatedAt: sql`now(3)`,
    })
    .where(and(eq(bulkImportJobs.id, id), eq(bulkImportJobs.attempt, attempt)));
}

/** Progress of an all-or-nothing import, whose counters stay 0 until it commits. */
export async function recordChecked(
  db: Db,
  { id, attempt, checked }: { id: string; attempt: number; checked: number },
): Promise<void> {
  await db
    .update(bulkImportJobs)
    .set({
      checkedRows: checked,
      totalRows: sql`greatest(coalesce(${bulkImportJobs.totalRows}, 0), ${checked})`,
      updatedAt: sql`now(3)`,
    })
    .where(and(eq(bulkImportJobs.id, id), eq(bulkImportJobs.attempt, attempt)));
}

/**
 * Records whether the import writes nothing, before its first batch: the table may change between attempts, and all of them do
 * the same. @throws AppError JOB_SUPERSEDED
 */
export async function recordDiscards(
  db: Db,
  { id, attempt, discards }: { id: string; attempt: number; discards: boolean },
): Promise<void> {
  const [{ affectedRows }] = await db
    .update(bulkImportJobs)
    .set({ discards, updatedAt: sql`now(3)` })
    .where(and(eq(bulkImportJobs.id, id), eq(bulkImportJobs.attempt, attempt)));
  if (affectedRows !== 1) throw new AppError('JOB_SUPERSEDED', 'The import was taken over by another worker.');
}

export interface LedgerEntry {
  readonly batchNo: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** The committed batches, in order and without gaps. */
export async function ledgerOf(db: Db, jobId: string): Promise<LedgerEntry[]> {
  const { batchNo, firstRow, lastRow, succeeded, failed } = bulkImportBatches;
  return db
    .select({ batchNo, firstRow, lastRow, succeeded, failed })
    .from(bulkImportBatches)
    .where(eq(bulkImportBatches.jobId, jobId))
    .orderBy(batchNo);
}

const { jobId, row, seq, code, field, value, message } = bulkImportRejects;

export interface RejectList {
  readonly jobId: string;
  readonly code?: string | undefined;
  /** Substring of the field, value or message; case-insensitive. */
  readonly q?: string | undefined;
  readonly cursor?: { readonly row: number; readonly seq: number } | undefined;
  readonly limit: number;
}

/** The row errors of an import in file order, after `cursor`. The caller has checked that the account owns it. */
export async function listRejects(db: Db, input: RejectList): Promise<Page<BulkImportReject>> {
  const { cursor } = input;
  const pattern = input.q && `%${input.q.replace(/[\\%_]/g, '\\$&')}%`;
  const after = cursor && or(gt(row, cursor.row), and(eq(row, cursor.row), gt(seq, cursor.seq)));
  const rows = await db
    .select()
    .from(bulkImportRejects)
    .where(
      and(
        eq(jobId, input.jobId),
        after,
        input.code ? eq(code, input.code) : undefined,
        pattern ? or(like(field, pattern), like(value, pattern), like(message, pattern)) : undefined,
      ),
    )
    .orderBy(asc(row), asc(seq))
    .limit(input.limit + 1);
  return page(rows, input.limit);
}

/** The errors of the rows `first` to `last`, inclusive. */
export async function rejectsOfRows(db: Db, id: string, first: number, last: number): Promise<BulkImportReject[]> {
  return db
    .select()
    .from(bulkImportRejects)
    .where(and(eq(jobId, id), between(row, first, last)))
    .orderBy(asc(row), asc(seq));
}
