import { inArray } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type AnalysisReport, analysisReports } from '../schema/index.ts';

const { analysisId, tool, status, attempt, phase, percent, totalRows } = analysisReports;

/** Where an analysis stands, without what is long. */
const columns = { analysisId, tool, status, attempt, phase, percent, totalRows };
export type AnalysisProgress = Pick<AnalysisReport, keyof typeof columns>;

/** How far these analyses are, in no particular order. The caller has checked whose they are. */
export async function analysesProgress(db: Db, ids: readonly string[]): Promise<AnalysisProgress[]> {
  if (ids.length === 0) return [];
  return db
    .select(columns)
    .from(analysisReports)
    .where(inArray(analysisId, [...ids]));
}
