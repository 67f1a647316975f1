import { AppError } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { type BulkImportJob, getImport } from '@sluice/db/imports';

/** An import of the account, or of any that the caller may read. @throws AppError NOT_FOUND, for another account's exactly as for one that never was */
export async function findImport(
  db: Db,
  accountId: AccountScope,
  { importer, jobId }: { importer: string; jobId: string },
): Promise<BulkImportJob> {
  const job = await getImport(db, { accountId, importer, id: jobId });
  if (!job) throw new AppError('NOT_FOUND', `There is no import ${jobId} of ${importer}.`);
  return job;
}
