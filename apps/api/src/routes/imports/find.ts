import { AppError } from '@sluice/core';
import { type BulkImportJob, type Db, getImport } from '@sluice/db';
import type { Principal } from '../../auth/verify-token.ts';

/** The caller's import. @throws AppError NOT_FOUND, for another account's exactly as for one that never was */
export async function findImport(
  db: Db,
  { accountId }: Principal,
  { importer, jobId }: { importer: string; jobId: string },
): Promise<BulkImportJob> {
  const job = await getImport(db, { accountId, importer, id: jobId });
  if (!job) throw new AppError('NOT_FOUND', `There is no import ${jobId} of ${importer}.`);
  return job;
}
