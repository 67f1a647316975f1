import { and, desc, eq, gte, inArray, lt, type SQL } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import { inOrder, type ListIndexes, olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { type BulkImportJob, bulkImportJobs } from '../schema/index.ts';
import type { ImportStatus } from './work.ts';

/** The import with this id in the account scope and of this importer, or undefined. */
export async function getImport(
  db: Db | Tx,
  { accountId, importer, id }: { accountId: AccountScope; importer: string; id: string },
): Promise<BulkImportJob | undefined> {
  const [job] = await db
    .select()
    .from(bulkImportJobs)
    .where(
      and(
        eq(bulkImportJobs.id, id),
        inScope(bulkImportJobs.accountId, accountId),
        eq(bulkImportJobs.importer, importer),
      ),
    );
  return job;
}

export interface ImportFilter {
  readonly accountId: AccountScope;
  readonly importer: string;
  readonly status?: readonly ImportStatus[];
  /** Created at or after. */
  readonly from?: Date;
  /** Created before. */
  readonly to?: Date;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

const indexes: ListIndexes = {
  account: 'bulk_import_jobs_account',
  accountStatus: 'bulk_import_jobs_account_status',
  every: 'bulk_import_jobs_created',
  everyStatus: 'bulk_import_jobs_status_created',
};

/** The account's imports, newest first. */
export async function listImports(db: Db, filter: ImportFilter): Promise<Page<BulkImportJob>> {
  const { createdAt, id } = bulkImportJobs;
  const conditions: (SQL | undefined)[] = [
    inScope(bulkImportJobs.accountId, filter.accountId),
    eq(bulkImportJobs.importer, filter.importer),
    filter.status?.length ? inArray(bulkImportJobs.status, [...filter.status]) : undefined,
    filter.from && gte(createdAt, filter.from),
    filter.to && lt(createdAt, filter.to),
    olderThan(createdAt, id, filter.cursor),
  ];
  const rows = await db
    .select()
    .from(bulkImportJobs, inOrder(indexes, filter))
    .where(and(...conditions))
    .orderBy(desc(createdAt), desc(id))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}

const { id, status, attempt, totalRows, processedRows, succeededRows, failedRows, skippedRows } = bulkImportJobs;
const { insertedRows, updatedRows, unchangedRows, deletedRows, deletion, generatedKeys, checkedRows } = bulkImportJobs;
const { options, startedAt, completedAt, updatedAt } = bulkImportJobs;
const { warningCount, errorCode, errorMessage } = bulkImportJobs;

/** The status of an import, without the large columns. */
const columns = {
  ...{ id, status, attempt, totalRows, processedRows, succeededRows, failedRows, skippedRows },
  ...{ insertedRows, updatedRows, unchangedRows, deletedRows, deletion, generatedKeys, checkedRows },
  ...{ options, startedAt, completedAt, updatedAt },
  ...{ warningCount, errorCode, errorMessage },
};
export type ImportProgress = Pick<BulkImportJob, keyof typeof columns>;

/** The progress of these imports, in no particular order. The caller has checked that the account owns them. */
export async function importsProgress(db: Db, ids: readonly string[]): Promise<ImportProgress[]> {
  if (ids.length === 0) return [];
  return db
    .select(columns)
    .from(bulkImportJobs)
    .where(inArray(id, [...ids]));
}
