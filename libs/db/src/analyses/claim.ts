import { eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { analysisReports } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { changeAnalysisStatus } from './change-status.ts';
import { type Analysis, analysisColumns } from './get.ts';

export type AnalysisClaim =
  | { readonly claimed: true; readonly analysis: Analysis }
  | { readonly claimed: false; readonly analysis: Analysis | undefined };

/** For workers, which are handed ids by the queue and act for every account. */
export async function getAnalysisById(db: Db | Tx, analysisId: string): Promise<Analysis | undefined> {
  const [analysis] = await db
    .select(analysisColumns)
    .from(analysisReports)
    .where(eq(analysisReports.analysisId, analysisId));
  return analysis;
}

/**
 * Takes the analysis for this worker under a new attempt number; from then on no earlier attempt can write anything.
 * Not claimed: it is gone, final or being cancelled.
 */
export async function claimAnalysis(db: Db, analysisId: string): Promise<AnalysisClaim> {
  return withTransaction(db, async (tx) => {
    const claimed = await changeAnalysisStatus(tx, analysisId, 'claim', {
      attempt: sql`${analysisReports.attempt} + 1`,
      startedAt: sql`coalesce(${analysisReports.startedAt}, now(3))`,
      phase: null,
      percent: 0,
      errorCode: null,
      errorMessage: null,
    });
    const analysis = await getAnalysisById(tx, analysisId);
    return claimed && analysis ? { claimed: true, analysis } : { claimed: false, analysis };
  });
}
