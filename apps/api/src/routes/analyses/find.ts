import { AppError } from '@sluice/core';
import type { AccountScope, Db } from '@sluice/db';
import { type Analysis, getAnalysis } from '@sluice/db/analyses';

/** An analysis that the caller may read. @throws AppError NOT_FOUND, the same for another account's analysis */
export async function findAnalysis(db: Db, accountId: AccountScope, analysisId: string): Promise<Analysis> {
  const analysis = await getAnalysis(db, { accountId, analysisId });
  if (!analysis) throw new AppError('NOT_FOUND', `No analysis has the ID ${analysisId}.`);
  return analysis;
}
