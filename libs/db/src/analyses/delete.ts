import { and, inArray } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { analysisReports } from '../schema/index.ts';
import { type AnalysisKey, isTheAnalysis } from './get.ts';
import { finalAnalysisStatuses } from './status.ts';

/** Deletes a final analysis with the rows of its downloads, whose objects are gone by then. False: it is not final. */
export async function deleteAnalysis(db: Db, key: AnalysisKey): Promise<boolean> {
  const [{ affectedRows }] = await db
    .delete(analysisReports)
    .where(and(isTheAnalysis(key), inArray(analysisReports.status, [...finalAnalysisStatuses])));
  return affectedRows === 1;
}
