import { eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type NewDownload, recordDownload } from '../downloads/record.ts';
import { analysisReports } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { changeAnalysisStatus, ofAnalysisAttempt } from './change-status.ts';

export interface AnalysisEnd {
  readonly analysisId: string;
  readonly attempt: number;
  /** As MySQL shall have it; the whole is at `reportS3Path` where this is a trimmed one. */
  readonly report: Record<string, unknown>;
  readonly reportS3Path: string | null;
  readonly executionTimeMs: number;
  /** Recorded in the same transaction: a completed analysis has its downloads. */
  readonly downloads: readonly NewDownload[];
}

/**
 * The analysis ends with its report and its downloads. Any number of calls, from any number of workers, leave the rows of
 * the first one by the newest attempt. False: it is no longer this attempt's. An update, not an upsert, of the report:
 * one that was deleted meanwhile must not come back.
 */
export async function finishAnalysis(db: Db, end: AnalysisEnd): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const { report, reportS3Path, executionTimeMs } = end;
    const set = {
      report,
      reportS3Path,
      executionTimeMs,
      phase: null,
      percent: 100,
      errorCode: null,
      errorMessage: null,
    };
    const ended = await changeAnalysisStatus(
      tx,
      end.analysisId,
      'complete',
      { ...set, timestamp: sql`now(3)`, completedAt: sql`now(3)` },
      ofAnalysisAttempt(end.attempt),
    );
    if (ended) {
      for (const download of end.downloads) await recordDownload(tx, download);
      return true;
    }
    const { status, attempt } = analysisReports;
    const [row] = await tx
      .select({ status, attempt })
      .from(analysisReports)
      .where(eq(analysisReports.analysisId, end.analysisId));
    return row?.status === 'completed' && row.attempt === end.attempt;
  });
}
