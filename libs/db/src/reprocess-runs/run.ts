import { and, asc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { analysisReports, type Download, downloads, type ReprocessRun, reprocessRuns } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { matchesFilter } from './matching.ts';
import { changeRunStatus, type ReprocessStatus } from './status.ts';

const MESSAGE_LENGTH = 1_024;

export type RunClaim =
  | { readonly claimed: true; readonly run: ReprocessRun }
  | { readonly claimed: false; readonly run: ReprocessRun | undefined };

const ofAttempt = (attempt: number) => eq(reprocessRuns.attempt, attempt);

/** For workers, which are handed ids by the queue. */
export async function getRunById(db: Db | Tx, runId: string): Promise<ReprocessRun | undefined> {
  const [run] = await db.select().from(reprocessRuns).where(eq(reprocessRuns.runId, runId));
  return run;
}

/** Takes the run for this worker under a new attempt number. Not claimed: it is gone, final or being cancelled. */
export async function claimRun(db: Db, runId: string): Promise<RunClaim> {
  return withTransaction(db, async (tx) => {
    const set = { attempt: sql`${reprocessRuns.attempt} + 1`, errorCode: null, errorMessage: null };
    const claimed = await changeRunStatus(tx, runId, 'claim', set);
    const run = await getRunById(tx, runId);
    return claimed && run ? { claimed: true, run } : { claimed: false, run };
  });
}

/** How many downloads it will take up; what an earlier attempt has dealt with is added by the caller. */
export async function recordMatched(db: Db, { runId, attempt }: ReprocessRun, matched: number): Promise<void> {
  await db
    .update(reprocessRuns)
    .set({ matched, updatedAt: sql`now(3)` })
    .where(and(eq(reprocessRuns.runId, runId), ofAttempt(attempt)));
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
        ofAttempt(attempt),
      ),
    );
  return affectedRows === 1;
}

/** Every matching download has been tried. False: the run is not this attempt's any more, or is to stop. */
export const finishRun = (db: Db, { runId, attempt }: ReprocessRun): Promise<boolean> =>
  changeRunStatus(db, runId, 'complete', { completedAt: sql`now(3)` }, ofAttempt(attempt));

export const finishRunCancel = (db: Db, runId: string): Promise<boolean> =>
  changeRunStatus(db, runId, 'cancelled', { completedAt: sql`now(3)` });

export const failRun = (
  db: Db,
  runId: string,
  { code, message }: { code: string; message: string },
): Promise<boolean> =>
  changeRunStatus(db, runId, 'fail', {
    errorCode: code,
    errorMessage: message.slice(0, MESSAGE_LENGTH),
    completedAt: sql`now(3)`,
  });

/** Says on the row what made an attempt stop that will go on. The next claim clears it. */
export async function noteRunFailure(
  db: Db,
  { runId, attempt }: ReprocessRun,
  { code, message }: { code: string; message: string },
): Promise<void> {
  await db
    .update(reprocessRuns)
    .set({ errorCode: code, errorMessage: message.slice(0, MESSAGE_LENGTH), updatedAt: sql`now(3)` })
    .where(and(eq(reprocessRuns.runId, runId), ofAttempt(attempt)));
}

/** Whether the run is still this attempt's. */
export async function watchRun(
  db: Db,
  runId: string,
): Promise<{ status: ReprocessStatus; attempt: number } | undefined> {
  const { status, attempt } = reprocessRuns;
  const [row] = await db.select({ status, attempt }).from(reprocessRuns).where(eq(reprocessRuns.runId, runId));
  return row;
}
