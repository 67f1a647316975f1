import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { analysisReports } from '../schema/index.ts';
import { ofAnalysisAttempt } from './change-status.ts';
import type { AnalysisStatus } from './status.ts';

export interface AnalysisStep {
  readonly analysisId: string;
  readonly attempt: number;
  /** ASCII, cut at 32 characters. */
  readonly phase: string;
  /** 0 to 100. */
  readonly percent: number;
  readonly totalRows?: number;
}

/** Says how far the analysis is; without effect once it is no longer this attempt's. */
export async function recordAnalysisProgress(db: Db, step: AnalysisStep): Promise<void> {
  await db
    .update(analysisReports)
    .set({
      phase: step.phase.replace(/[^ -~]/g, '?').slice(0, 32),
      percent: Math.min(100, Math.max(0, Math.floor(step.percent))),
      ...(step.totalRows === undefined ? {} : { totalRows: step.totalRows }),
      updatedAt: sql`now(3)`,
    })
    .where(
      and(
        eq(analysisReports.analysisId, step.analysisId),
        eq(analysisReports.status, 'processing'),
        ofAnalysisAttempt(step.attempt),
      ),
    );
}

/** Whether the analysis is still this attempt's to run. */
export async function watchAnalysis(
  db: Db,
  analysisId: string,
): Promise<{ status: AnalysisStatus; attempt: number } | undefined> {
  const { status, attempt } = analysisReports;
  const [row] = await db
    .select({ status, attempt })
    .from(analysisReports)
    .where(eq(analysisReports.analysisId, analysisId));
  return row;
}
