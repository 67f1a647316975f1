import { AppError } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { type BulkImportJob, getImport } from '@sluice/db/imports';

/** An import that the caller may read. @throws AppError NOT_FOUND, the same for another account's import */
export async function findImport(
  db: Db,
  accountId: AccountScope,
  { importer, jobId }: { importer: string; jobId: string },
): Promise<BulkImportJob> {
  const job = await getImport(db, { accountId, importer, id: jobId });
  if (!job) throw new AppError('NOT_FOUND', `No ${importer} import has the ID ${jobId}.`);
  return job;
}
