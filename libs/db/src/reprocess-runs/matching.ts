import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { type AccountScope, EVERY_ACCOUNT, everyAccount, inScope } from '../account-scope.ts';
import type { Db } from '../client.ts';
import { analysisReports, downloads, type ReprocessFilter } from '../schema/index.ts';

const scopeOf = (own: string, { account_id: asked = own }: ReprocessFilter): AccountScope =>
  asked === EVERY_ACCOUNT ? everyAccount : asked;

/** What a run takes up: the account's failed uploads of analyses that the filter lets through. */
export const matchesFilter = (accountId: string, filter: ReprocessFilter): SQL | undefined =>
  and(
    inScope(downloads.accountId, scopeOf(accountId, filter)),
    eq(downloads.status, 'upload_failed'),
    filter.tool === undefined ? undefined : eq(analysisReports.tool, filter.tool),
    filter.analysis_id === undefined ? undefined : eq(downloads.analysisId, filter.analysis_id),
    filter.from === undefined ? undefined : gte(downloads.createdAt, new Date(filter.from)),
    filter.to === undefined ? undefined : lt(downloads.createdAt, new Date(filter.to)),
  );

/** How many failed uploads a run with this filter would take up now. */
export async function countFailedUploads(
  db: Db,
  { accountId, filter }: { accountId: string; filter: ReprocessFilter },
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(downloads)
    .innerJoin(analysisReports, eq(analysisReports.analysisId, downloads.analysisId))
    .where(matchesFilter(accountId, filter));
  return Number(row?.count ?? 0);
}
