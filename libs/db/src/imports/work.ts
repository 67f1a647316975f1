import { newId } from '@sluice/core';
import { getTableColumns, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type NewDownload, recordDownload } from '../downloads/record.ts';
import { refuseWithoutDocument } from '../errors.ts';
import { defineWork, type Failure, failureColumns, retryableLifecycle } from '../lifecycle/index.ts';
import { bulkImportJobs, type importStatuses } from '../schema/bulk-import-jobs.ts';
import { withTransaction } from '../transaction.ts';

export type ImportStatus = (typeof importStatuses)[number];

const { idleAttempts, batchRows, startedAt } = bulkImportJobs;

/**
 * The lifecycle of imports. `claim(db, id, batchRows)` counts an idle attempt, which a committed batch or a release takes
 * back, and records `batchRows` the first time only, so that every attempt cuts the same batches.
 */
export const importWork = defineWork({
  table: bulkImportJobs,
  id: bulkImportJobs.id,
  waiting: 'pending',
  edges: retryableLifecycle('pending'),
  columns: getTableColumns(bulkImportJobs),
  accountIndex: 'bulk_import_jobs_account_status',
  onClaim: (rows: number) => ({
    idleAttempts: sql`${idleAttempts} + 1`,
    batchRows: sql`coalesce(${batchRows}, ${rows})`,
    startedAt: sql`coalesce(${startedAt}, now(3))`,
  }),
  onRelease: { idleAttempts: sql`greatest(cast(${idleAttempts} as signed) - 1, 0)` },
});

export interface NewImport {
  readonly accountId: string;
  readonly importer: string;
  readonly docId: string;
  readonly options: Record<string, unknown>;
  readonly traceId: string;
  readonly requestedBy?: string;
}

/**
 * Writes the row of a new import, `pending`, and returns its id. Enqueueing comes after: see `importWork.markEnqueued`.
 * @throws AppError NOT_FOUND when the document has been deleted
 */
export async function createImport(db: Db | Tx, input: NewImport): Promise<string> {
  const id = newId();
  await db
    .insert(bulkImportJobs)
    .values({ id, ...input })
    .catch(refuseWithoutDocument);
  return id;
}

/** A failed import becomes `pending` again and continues after its last committed batch. */
export const retryImport = (db: Db, id: string): Promise<boolean> =>
  importWork.changeStatus(db, id, 'retry', {
    enqueuedAt: null,
    idleAttempts: 0,
    completedAt: null,
    errorCode: null,
    errorMessage: null,
  });

export interface ImportEnd {
  readonly id: string;
  readonly attempt: number;
  /** Recorded in the same transaction: a final import has its result file. */
  readonly download: NewDownload;
  /** Why it failed although every row was read; completed without it. */
  readonly failure?: Failure;
}

/** The import ends with its result file. False: it is no longer this attempt's. */
export async function finishImport(db: Db, { id, attempt, download, failure }: ImportEnd): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const ended = await importWork.changeStatus(
      tx,
      id,
      failure ? 'fail' : 'complete',
      {
        totalRows: sql`${bulkImportJobs.processedRows}`,
        ...(failure ? failureColumns(failure) : { errorCode: null, errorMessage: null }),
        completedAt: sql`now(3)`,
      },
      importWork.ofAttempt(attempt),
    );
    if (ended) await recordDownload(tx, download);
    return ended;
  });
}
