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

/** Records that a job runs, and finds out whether its last run took a worker down. `progress`: at most 64 characters. */
export async function beginJobRun(db: Db, key: JobRunKey, progress: string): Promise<BegunRun> {
  const row = { ...key, progress };
  const [{ affectedRows }] = await db.insert(runningJobs).ignore().values(row);
  if (affectedRows === 1) return { interrupted: false, crashes: 0 };
  const [last] = await db.select().from(runningJobs).where(ofJob(key));
  const interrupted = last !== undefined && last.progress === progress;
  const crashes = interrupted ? last.crashes + (last.alone ? 1 : 0) : 0;
  const set = { runId: key.runId, progress, crashes, alone: false, startedAt: sql`now(3)` };
  await db
    .insert(runningJobs)
    .values({ ...row, crashes })
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

/** The run has ended without taking its worker down. */
export async function endJobRun(db: Db, key: JobRunKey): Promise<void> {
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
