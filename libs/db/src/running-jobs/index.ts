import { and, eq, lt, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { runningJobs } from '../schema/index.ts';

const { kind, jobId, runId, startedAt } = runningJobs;

export interface JobRunKey {
  readonly kind: string;
  readonly jobId: string;
  /** Unique to this run of the job. */
  readonly runId: string;
}

export interface BegunRun {
  /** Whether an earlier run without progress since ended with the death of its worker. */
  readonly interrupted: boolean;
  /** How often that happened while the job ran alone, so that nothing else can have been the reason. */
  readonly crashes: number;
}

const ofJob = (key: Pick<JobRunKey, 'kind' | 'jobId'>) => and(eq(kind, key.kind), eq(jobId, key.jobId));

export interface JobRunStart {
  /** How often the queue has lost the job's worker. */
  readonly stalls: number;
  /** How far the work has come; at most 64 characters. */
  readonly progress: string;
}

/** Progress of work that has not completed a first step. */
const NOTHING_DONE = new Set(['', '0']);

/**
 * Records the start of a run of a job that has lost workers, and finds out whether the last one died without progress. The first
 * run is not recorded, so all progress counts as made in it.
 */
export async function beginJobRun(db: Db, key: JobRunKey, { stalls, progress }: JobRunStart): Promise<BegunRun> {
  const [last] = await db.select().from(runningJobs).where(ofJob(key));
  const died = stalls > (last?.stalls ?? 0);
  const interrupted = died && (last ? last.progress === progress : NOTHING_DONE.has(progress));
  const crashes = interrupted && last ? last.crashes + (last.alone ? 1 : 0) : 0;
  const set = { runId: key.runId, stalls, progress, crashes, alone: false, startedAt: sql`now(3)` };
  await db
    .insert(runningJobs)
    .values({ ...key, ...set })
    .onDuplicateKeyUpdate({ set });
  return { interrupted, crashes };
}

/** Records that the run has its worker to itself from now on. */
export async function recordAlone(db: Db, key: JobRunKey): Promise<void> {
  await db
    .update(runningJobs)
    .set({ alone: true })
    .where(and(ofJob(key), eq(runId, key.runId)));
}

/** Removes what is known of a job that will not run again, unless a newer run has begun. */
export async function forgetJobRuns(db: Db, key: JobRunKey): Promise<void> {
  await db.delete(runningJobs).where(and(ofJob(key), eq(runId, key.runId)));
}

/** Deletes rows of runs that began more than `days` ago, whose jobs the queue has lost. Returns their number. */
export async function purgeJobRuns(db: Db, days: number): Promise<number> {
  const [{ affectedRows }] = await db
    .delete(runningJobs)
    .where(lt(startedAt, sql`now(3) - interval ${days} day`))
    .limit(10_000);
  return affectedRows;
}
