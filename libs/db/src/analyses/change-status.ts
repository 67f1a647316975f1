import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import { analysisReports } from '../schema/index.ts';
import { type AnalysisTransition, analysisTransition } from './status.ts';

/** One guarded update; false when the analysis is not where the transition begins. */
export async function changeAnalysisStatus(
  db: Db | Tx,
  analysisId: string,
  name: AnalysisTransition,
  set: Omit<MySqlUpdateSetSource<typeof analysisReports>, 'status'> = {},
  guard?: SQL,
): Promise<boolean> {
  const { from, to } = analysisTransition(name);
  const [{ affectedRows }] = await db
    .update(analysisReports)
    .set({ updatedAt: sql`now(3)`, ...set, status: to })
    .where(and(eq(analysisReports.analysisId, analysisId), inArray(analysisReports.status, from), guard));
  return affectedRows === 1;
}

/** Only the newest attempt may change anything. */
export const ofAnalysisAttempt = (attempt: number): SQL => eq(analysisReports.attempt, attempt);
