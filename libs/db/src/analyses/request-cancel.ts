import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { analysisReports } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { changeAnalysisStatus } from './change-status.ts';
import { type AnalysisKey, isTheAnalysis } from './get.ts';

/**
 * Asks a running analysis to stop. One that no worker has at the moment is `cancelled` at once: it waits for its first
 * worker, or for the end of the pause after a failed attempt. False: it is already final or being cancelled.
 */
export async function requestAnalysisCancel(db: Db, key: AnalysisKey): Promise<boolean> {
  const { status, errorCode } = analysisReports;
  const ofAccount = eq(analysisReports.accountId, key.accountId);
  return withTransaction(db, async (tx) => {
    const [row] = await tx.select({ status, errorCode }).from(analysisReports).where(isTheAnalysis(key)).for('update');
    const asked = await changeAnalysisStatus(tx, key.analysisId, 'cancel', {}, ofAccount);
    // The error of a failed attempt stands there until the next claim.
    const idle = row?.status === 'queued' || row?.errorCode != null;
    if (asked && idle) {
      await changeAnalysisStatus(tx, key.analysisId, 'cancelled', { completedAt: sql`now(3)` }, ofAccount);
    }
    return asked;
  });
}
