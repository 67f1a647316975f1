import { newId, type Warning } from '@sluice/core';
import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type NewDownload, recordDownload } from '../downloads/record.ts';
import { refuseWithoutDocument } from '../errors.ts';
import { defineWork, type Failure, failureColumns, finalStatuses, lifecycle } from '../lifecycle/index.ts';
import { bulkImportJobs, type importStatuses } from '../schema/bulk-import-jobs.ts';
import { withTransaction } from '../transaction.ts';

export type ImportStatus = (typeof importStatuses)[number];

const { batchRows, startedAt } = bulkImportJobs;

/**
 * The lifecycle of imports. `claim(db, id, batchRows)` records `batchRows` on the first claim only, so that every attempt
 * forms the same batches.
 */
export const importWork = defineWork({
  table: bulkImportJobs,
  id: bulkImportJobs.id,
  waiting: 'pending',
  edges: lifecycle('pending'),
  columns: getTableColumns(bulkImportJobs),
  accountIndex: 'bulk_import_jobs_account_status',
  statusIndex: 'bulk_import_jobs_status',
  onClaim: (rows: number) => ({
    batchRows: sql`coalesce(${batchRows}, ${rows})`,
    startedAt: sql`coalesce(${startedAt}, now(3))`,
  }),
});

export interface NewImport {
  readonly accountId: string;
  readonly importer: string;
  /** Default: the first, as before versions were stored. */
  readonly importerVersion?: number;
  /** The versions of the importers that its foreign keys name. */
  readonly resources?: Readonly<Record<string, number>>;
  readonly docId: string;
  readonly options: Record<string, unknown>;
  readonly traceId: string;
  readonly requestedBy?: string;
}

/**
 * Inserts a new import with status `pending` and returns its id. Enqueue it afterwards: see `importWork.markEnqueued`.
 * @throws AppError NOT_FOUND when the document has been deleted
 */
export async function createImport(db: Db | Tx, input: NewImport): Promise<string> {
  const id = newId();
  await createImports(db, [{ ...input, id }]);
  return id;
}

/** The same for several imports, all or none. */
export async function createImports(
  db: Db | Tx,
  inputs: readonly (NewImport & { readonly id: string })[],
): Promise<void> {
  await db
    .insert(bulkImportJobs)
    .values(inputs.map((input) => ({ ...input, resources: input.resources ?? null })))
    .catch(refuseWithoutDocument);
}

export interface ImportEnd {
  readonly id: string;
  readonly attempt: number;
  /** Recorded in the same transaction, so a final import always has its result file. */
  readonly download: NewDownload;
  /** Why the import failed after all rows were read. Without it the import is completed. */
  readonly failure?: Failure;
  /** All warnings about the file, in place of those known before. */
  readonly warnings: readonly Warning[];
  readonly reading: Record<string, unknown>;
}

/** Finishes the import with its result file. False if a newer attempt has taken over. */
export async function finishImport(db: Db, end: ImportEnd): Promise<boolean> {
  const { id, attempt, download, failure, warnings, reading } = end;
  return withTransaction(db, async (tx) => {
    const ended = await importWork.changeStatus(
      tx,
      id,
      failure ? 'fail' : 'complete',
      {
        totalRows: sql`${bulkImportJobs.processedRows}`,
        ...(failure ? failureColumns(failure) : { errorCode: null, errorMessage: null }),
        warnings: [...warnings],
        warningCount: warnings.length,
        reading,
        completedAt: sql`now(3)`,
      },
      importWork.ofAttempt(attempt),
    );
    if (ended) await recordDownload(tx, download);
    return ended;
  });
}

/**
 * Deletes the record of a final import with its batches and the rows of its result files; delete their objects in the same transaction.
 * Its row errors and lists of deleted rows are left to retention: there may be millions. False if it is not final.
 */
export async function deleteImport(db: Db | Tx, id: string): Promise<boolean> {
  const [{ affectedRows }] = await db
    .delete(bulkImportJobs)
    .where(and(eq(bulkImportJobs.id, id), inArray(bulkImportJobs.status, finalStatuses)));
  return affectedRows === 1;
}
