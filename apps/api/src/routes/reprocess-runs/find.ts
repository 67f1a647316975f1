import { AppError } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { getReprocessRun, type ReprocessRun } from '@sluice/db/reprocess-runs';

/** A run of the account, or of any that the caller may read. @throws AppError NOT_FOUND, for another account's exactly as for one that never was */
export async function findRun(db: Db, accountId: AccountScope, runId: string): Promise<ReprocessRun> {
  const run = await getReprocessRun(db, { accountId, runId });
  if (!run) throw new AppError('NOT_FOUND', `There is no re-processing run ${runId}.`);
  return run;
}
