import { and, asc, eq, gt, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { type AccountScope, EVERY_ACCOUNT, everyAccount, inScope } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import {
  analysisReports,
  type Download,
  downloads,
  type ReprocessFilter,
  type ReprocessRun,
  reprocessRuns,
} from '../schema/index.ts';
import { runWork } from './work.ts';

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

/** How many downloads it will take up; what an earlier attempt has dealt with is added by the caller. */
export async function recordMatched(db: Db, { runId, attempt }: ReprocessRun, matched: number): Promise<void> {
  await db
    .update(reprocessRuns)
    .set({ matched, updatedAt: sql`now(3)` })
    .where(and(eq(reprocessRuns.runId, runId), runWork.ofAttempt(attempt)));
}

/** Marks a place in the order in which a run takes up downloads. */
export const placeOf = ({ createdAt, downloadId }: Pick<Download, 'createdAt' | 'downloadId'>): string =>
  `${createdAt.toISOString()}/${downloadId}`;

/** The next failed uploads of the run after the place that it has reached; those that failed since it was asked for wait. */
export async function nextOfRun(db: Db, run: ReprocessRun, reached: string | null, limit: number): Promise<Download[]> {
  const { createdAt, downloadId } = downloads;
  const [time = '', id = ''] = reached?.split('/') ?? [];
  const after = reached
    ? or(gt(createdAt, new Date(time)), and(eq(createdAt, new Date(time)), gt(downloadId, id)))
    : undefined;
  const rows = await db
    .select({ download: downloads })
    .from(downloads)
    .innerJoin(analysisReports, eq(analysisReports.analysisId, downloads.analysisId))
    .where(and(matchesFilter(run.accountId, run.filter), lt(createdAt, run.createdAt), after))
    .orderBy(asc(createdAt), asc(downloadId))
    .limit(limit);
  return rows.map(({ download }) => download);
}

/** Counts one download, the one during which a run was cancelled among them. False: it is not this attempt's any more. */
export async function recordRunStep(
  tx: Tx,
  { runId, attempt }: ReprocessRun,
  { succeeded, reached }: { succeeded: boolean; reached: string },
): Promise<boolean> {
  const { processed, matched } = reprocessRuns;
  const outcome = succeeded ? 'succeeded' : 'failed';
  const [{ affectedRows }] = await tx
    .update(reprocessRuns)
    .set({
      reached,
      [outcome]: sql`${reprocessRuns[outcome]} + 1`,
      // What failed between the asking and the counting belongs to it.
      matched: sql`greatest(${matched}, ${processed} + 1)`,
      processed: sql`${processed} + 1`,
      updatedAt: sql`now(3)`,
    })
    .where(
      and(
        eq(reprocessRuns.runId, runId),
        inArray(reprocessRuns.status, ['processing', 'cancelling']),
        runWork.ofAttempt(attempt),
      ),
    );
  return affectedRows === 1;
}
