import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { analysisReports } from '../schema/index.ts';
import { changeAnalysisStatus, ofAnalysisAttempt } from './change-status.ts';

/** Longest message that the row holds. */
const MESSAGE_LENGTH = 1_024;

interface Failure {
  readonly code: string;
  readonly message: string;
}

/** The analysis ends as `failed`, with the reason. */
export const failAnalysis = (db: Db, analysisId: string, { code, message }: Failure): Promise<boolean> =>
  changeAnalysisStatus(db, analysisId, 'fail', {
    errorCode: code,
    errorMessage: message.slice(0, MESSAGE_LENGTH),
    completedAt: sql`now(3)`,
  });

/** Says on the row what made an attempt fail that will be tried again. The next claim clears it. */
export async function noteAnalysisFailure(
  db: Db,
  { analysisId, attempt, code, message }: { analysisId: string; attempt: number } & Failure,
): Promise<void> {
  await db
    .update(analysisReports)
    .set({ errorCode: code, errorMessage: message.slice(0, MESSAGE_LENGTH), updatedAt: sql`now(3)` })
    .where(and(eq(analysisReports.analysisId, analysisId), ofAnalysisAttempt(attempt)));
}

/** The worker has stopped: `cancelling` becomes `cancelled`. */
export const finishAnalysisCancel = (db: Db, analysisId: string): Promise<boolean> =>
  changeAnalysisStatus(db, analysisId, 'cancelled', { completedAt: sql`now(3)` });
