import { AppError } from '@sluice/core';
import { type Db, getReprocessRun, type ReprocessRun } from '@sluice/db';
import type { Principal } from '../../auth/verify-token.ts';

/** The caller's run. @throws AppError NOT_FOUND, for another account's exactly as for one that never was */
export async function findRun(db: Db, { accountId }: Principal, runId: string): Promise<ReprocessRun> {
  const run = await getReprocessRun(db, { accountId, runId });
  if (!run) throw new AppError('NOT_FOUND', `There is no re-processing run ${runId}.`);
  return run;
}
