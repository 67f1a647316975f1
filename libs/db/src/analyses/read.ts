import { and, desc, eq, getTableColumns, gte, inArray, lt } from 'drizzle-orm';
import { type AccountScope, inScope, type Scoped } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import { inOrder, type ListIndexes, olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { type AnalysisReport, analysisReports, type analysisStatuses } from '../schema/analysis-reports.ts';

export type AnalysisStatus = (typeof analysisStatuses)[number];

const { report, compareDocId: _, ...withoutReport } = getTableColumns(analysisReports);

/** An analysis without its report, which can be several megabytes. */
export type Analysis = Omit<AnalysisReport, 'report' | 'compareDocId'>;
export const analysisColumns = withoutReport;

export interface AnalysisKey {
  readonly accountId: string;
  readonly analysisId: string;
}

export const isTheAnalysis = ({ accountId, analysisId }: AnalysisKey) =>
  and(eq(analysisReports.analysisId, analysisId), eq(analysisReports.accountId, accountId));

/** The account's analysis with this id, or undefined. */
export async function getAnalysis(
  db: Db | Tx,
  { accountId, analysisId }: Scoped<AnalysisKey>,
): Promise<Analysis | undefined> {
  const isTheOne = and(eq(analysisReports.analysisId, analysisId), inScope(analysisReports.accountId, accountId));
  const [analysis] = await db.select(analysisColumns).from(analysisReports).where(isTheOne);
  return analysis;
}

/** The report as stored in MySQL, complete or trimmed (`trimmed: true`). Null until the analysis is completed. */
export async function getAnalysisReport(db: Db | Tx, key: AnalysisKey): Promise<Record<string, unknown> | null> {
  const [row] = await db.select({ report }).from(analysisReports).where(isTheAnalysis(key));
  return row?.report ?? null;
}

export interface AnalysisFilter {
  readonly accountId: AccountScope;
  readonly tool?: string;
  readonly status?: readonly AnalysisStatus[];
  /** Created at or after. */
  readonly from?: Date;
  /** Created before. */
  readonly to?: Date;
  readonly cursor?: TimeCursor;
  readonly limit: number;
}

const indexes: ListIndexes = {
  account: 'analysis_reports_account',
  accountStatus: 'analysis_reports_account_status',
  every: 'analysis_reports_created',
  everyStatus: 'analysis_reports_status_created',
};

/** The account's analyses, newest first. */
export async function listAnalyses(db: Db, filter: AnalysisFilter): Promise<Page<Analysis>> {
  const { createdAt, analysisId, accountId, tool, status } = analysisReports;
  const rows = await db
    .select(analysisColumns)
    .from(analysisReports, inOrder(indexes, filter))
    .where(
      and(
        inScope(accountId, filter.accountId),
        filter.tool === undefined ? undefined : eq(tool, filter.tool),
        filter.status?.length ? inArray(status, [...filter.status]) : undefined,
        filter.from && gte(createdAt, filter.from),
        filter.to && lt(createdAt, filter.to),
        olderThan(createdAt, analysisId, filter.cursor),
      ),
    )
    .orderBy(desc(createdAt), desc(analysisId))
    .limit(filter.limit + 1);
  return page(rows, filter.limit);
}

const { analysisId, tool, status, attempt, phase, percent, totalRows, warningCount } = analysisReports;
const { errorCode, errorMessage } = analysisReports;

/** The status of an analysis, without the large columns. */
const columns = {
  ...{ analysisId, tool, status, attempt, phase, percent, totalRows, warningCount },
  ...{ errorCode, errorMessage },
};
export type AnalysisProgress = Pick<AnalysisReport, keyof typeof columns>;

/** The progress of these analyses, in no particular order. The caller has checked that the account owns them. */
export async function analysesProgress(db: Db, ids: readonly string[]): Promise<AnalysisProgress[]> {
  if (ids.length === 0) return [];
  return db
    .select(columns)
    .from(analysisReports)
    .where(inArray(analysisId, [...ids]));
}
