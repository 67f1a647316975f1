import { AppError } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { getReprocessRun, type ReprocessRun } from '@sluice/db/reprocess-runs';

/** A run that the caller may read. @throws AppError NOT_FOUND, the same for another account's run */
export async function findRun(db: Db, accountId: AccountScope, runId: string): Promise<ReprocessRun> {
  const run = await getReprocessRun(db, { accountId, runId });
  if (!run) throw new AppError('NOT_FOUND', `No re-processing run has the ID ${runId}.`);
  return run;
}
