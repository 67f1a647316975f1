import { AppError } from '@sluice/core';
import { type Analysis, type Db, getAnalysis } from '@sluice/db';
import type { Principal } from '../../auth/verify-token.ts';

/** The caller's analysis. @throws AppError NOT_FOUND, for another account's exactly as for one that never was */
export async function findAnalysis(db: Db, { accountId }: Principal, analysisId: string): Promise<Analysis> {
  const analysis = await getAnalysis(db, { accountId, analysisId });
  if (!analysis) throw new AppError('NOT_FOUND', `There is no analysis ${analysisId}.`);
  return analysis;
}
