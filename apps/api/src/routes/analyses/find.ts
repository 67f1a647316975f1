import { AppError } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { type Analysis, getAnalysis } from '@sluice/db/analyses';

/** An analysis of the account, or of any that the caller may read. @throws AppError NOT_FOUND, for another account's exactly as for one that never was */
export async function findAnalysis(db: Db, accountId: AccountScope, analysisId: string): Promise<Analysis> {
  const analysis = await getAnalysis(db, { accountId, analysisId });
  if (!analysis) throw new AppError('NOT_FOUND', `There is no analysis ${analysisId}.`);
  return analysis;
}
