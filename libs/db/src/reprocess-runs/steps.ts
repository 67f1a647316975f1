import { and, asc, eq, gt, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { type AccountScope, EVERY_ACCOUNT, everyAccount, inScope } from '../account-scope.ts';
import type { Db, Tx } from '../client.ts';
import { madeByTool } from '../downloads/read.ts';
import { resultKinds } from '../downloads/result-files.ts';
import { type Download, downloads, type ReprocessFilter, type ReprocessRun, reprocessRuns } from '../schema/index.ts';
import { runWork } from './work.ts';

const scopeOf = (own: string, { account_id: asked = own }: ReprocessFilter): AccountScope =>
  asked === EVERY_ACCOUNT ? everyAccount : asked;

/** The downloads of a run: failed deliveries that match the filter. Result files of imports have no tool. */
export const matchesFilter = (db: Db, accountId: string, filter: ReprocessFilter): SQL | undefined =>
  and(
    inScope(downloads.accountId, scopeOf(accountId, filter)),
    eq(downloads.status, 'upload_failed'),
    // All but the original result file are converted again when somebody asks for them.
    or(isNull(downloads.jobId), and(eq(downloads.kind, resultKinds.all), eq(downloads.format, 'csv'))),
    filter.tool === undefined ? undefined : madeByTool(db, filter.tool),
    filter.analysis_id === undefined ? undefined : eq(downloads.analysisId, filter.analysis_id),
    filter.from === undefined ? undefined : gte(downloads.createdAt, new Date(filter.from)),
    filter.to === undefined ? undefined : lt(downloads.createdAt, new Date(filter.to)),
  );

/** How many failed deliveries match this filter now. */
export async function countFailedUploads(
  db: Db,
  { accountId, filter }: { accountId: string; filter: ReprocessFilter },
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(downloads)
    .where(matchesFilter(db, accountId, filter));
  return Number(row?.count ?? 0);
}

/** Sets the number of downloads to process; the caller adds those that earlier attempts processed. */
export async function recordMatched(db: Db, { runId, attempt }: ReprocessRun, matched: number): Promise<void> {
  await db
    .update(reprocessRuns)
    .set({ matched, updatedAt: sql`now(3)` })
    .where(and(eq(reprocessRuns.runId, runId), runWork.ofAttempt(attempt)));
}

/** A position in the order in which a run processes downloads. */
export const placeOf = ({ createdAt, downloadId }: Pick<Download, 'createdAt' | 'downloadId'>): string =>
  `${createdAt.toISOString()}/${downloadId}`;

/** The run's next failed deliveries after its position. Downloads created after the run was requested are excluded. */
export async function nextOfRun(db: Db, run: ReprocessRun, reached: string | null, limit: number): Promise<Download[]> {
  const { createdAt, downloadId } = downloads;
  const [time = '', id = ''] = reached?.split('/') ?? [];
  const after = reached
    ? or(gt(createdAt, new Date(time)), and(eq(createdAt, new Date(time)), gt(downloadId, id)))
    : undefined;
  return db
    .select()
    .from(downloads)
    .where(and(matchesFilter(db, run.accountId, run.filter), lt(createdAt, run.createdAt), after))
    .orderBy(asc(createdAt), asc(downloadId))
    .limit(limit);
}

/** Counts one download, even if the run was cancelled during it. False if a newer attempt has taken over. */
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
      // Deliveries may have failed since they were counted.
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
