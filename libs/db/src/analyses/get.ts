import { and, eq, getTableColumns } from 'drizzle-orm';
import { inScope, type Scoped } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import { type AnalysisReport, analysisReports } from '../schema/index.ts';

const { report, ...withoutReport } = getTableColumns(analysisReports);

/** An analysis without its report, which may have megabytes. */
export type Analysis = Omit<AnalysisReport, 'report'>;
export const analysisColumns = withoutReport;

export interface AnalysisKey {
  readonly accountId: string;
  readonly analysisId: string;
}

export const isTheAnalysis = ({ accountId, analysisId }: AnalysisKey) =>
  and(eq(analysisReports.analysisId, analysisId), eq(analysisReports.accountId, accountId));

/** The analysis of that account, if there is one. */
export async function getAnalysis(
  db: Db | Tx,
  { accountId, analysisId }: Scoped<AnalysisKey>,
): Promise<Analysis | undefined> {
  const isTheOne = and(eq(analysisReports.analysisId, analysisId), inScope(analysisReports.accountId, accountId));
  const [analysis] = await db.select(analysisColumns).from(analysisReports).where(isTheOne);
  return analysis;
}

/** The report as MySQL has it: whole, or trimmed where `report_s3_path` is set. Null until it is finished. */
export async function getAnalysisReport(db: Db | Tx, key: AnalysisKey): Promise<Record<string, unknown> | null> {
  const [row] = await db.select({ report }).from(analysisReports).where(isTheAnalysis(key));
  return row?.report ?? null;
}
