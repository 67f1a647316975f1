import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { bulkImportBatches, bulkImportJobs } from '../schema/index.ts';
import type { ImportStatus } from './status.ts';

/** Records how many data records the file has. */
export async function recordTotal(
  db: Db,
  { id, attempt, total }: { id: string; attempt: number; total: number },
): Promise<void> {
  await db
    .update(bulkImportJobs)
    .set({ totalRows: sql`greatest(${total}, ${bulkImportJobs.processedRows})`, updatedAt: sql`now(3)` })
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

export interface LedgerEntry {
  readonly batchNo: number;
  readonly firstRow: number;
  readonly lastRow: number;
}

/** The batches that are committed, in order, without a gap. */
export async function ledgerOf(db: Db, jobId: string): Promise<LedgerEntry[]> {
  const { batchNo, firstRow, lastRow } = bulkImportBatches;
  return db
    .select({ batchNo, firstRow, lastRow })
    .from(bulkImportBatches)
    .where(eq(bulkImportBatches.jobId, jobId))
    .orderBy(batchNo);
}

/** Whether the import is still this attempt's to run. */
export async function watchImport(db: Db, id: string): Promise<{ status: ImportStatus; attempt: number } | undefined> {
  const { status, attempt } = bulkImportJobs;
  const [row] = await db.select({ status, attempt }).from(bulkImportJobs).where(eq(bulkImportJobs.id, id));
  return row;
}
