import { inArray } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type BulkImportJob, bulkImportJobs } from '../schema/index.ts';

const { id, status, attempt, totalRows, processedRows, succeededRows, failedRows, skippedRows } = bulkImportJobs;
const { insertedRows, updatedRows, checkedRows, options, startedAt, completedAt, updatedAt } = bulkImportJobs;

/** Where an import stands, without what is long. */
const columns = {
  ...{ id, status, attempt, totalRows, processedRows, succeededRows, failedRows, skippedRows },
  ...{ insertedRows, updatedRows, checkedRows, options, startedAt, completedAt, updatedAt },
};
export type ImportProgress = Pick<BulkImportJob, keyof typeof columns>;

/** How far these imports are, in no particular order. The caller has checked whose they are. */
export async function importsProgress(db: Db, ids: readonly string[]): Promise<ImportProgress[]> {
  if (ids.length === 0) return [];
  return db
    .select(columns)
    .from(bulkImportJobs)
    .where(inArray(id, [...ids]));
}
