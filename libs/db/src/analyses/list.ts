import { and, desc, eq, gte, inArray, lt } from 'drizzle-orm';
import { type AccountScope, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { olderThan, type Page, page, type TimeCursor } from '../page.ts';
import { analysisReports } from '../schema/index.ts';
import { type Analysis, analysisColumns } from './get.ts';
import type { AnalysisStatus } from './status.ts';

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

/** The account's analyses, newest first. */
export async function listAnalyses(db: Db, filter: AnalysisFilter): Promise<Page<Analysis>> {
  const { createdAt, analysisId, accountId, tool, status } = analysisReports;
  const rows = await db
    .select(analysisColumns)
    .from(analysisReports)
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
