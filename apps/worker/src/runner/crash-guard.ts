import { AppError, inTime, type Logger, newId } from '@sluice/core';
import { beginJobRun, endJobRun, type JobRunKey, recordAlone } from '@sluice/db/running-jobs';
import { contractOf, type JobKind } from '@sluice/jobs';
import type { JobContext } from '../job/context.ts';
import type { Processor, WorkerDeps } from '../processors/types.ts';
import type { Crowd, Place } from './crowd.ts';

/** A database that does not answer must not keep a job that has ended. */
const END_MS = 2_000;

export interface GuardedJob {
  readonly deps: WorkerDeps;
  readonly kind: JobKind;
  readonly jobId: string;
  readonly processor: Processor<JobKind>;
  readonly context: JobContext<JobKind>;
  readonly crowd: Crowd;
}

/**
 * Finds out which jobs take their worker down. What ran in a worker that died could each be the reason, so each of them
 * runs alone the next time; only a worker's death during such a run is counted, and too many of them end the job.
 */
export class CrashGuard {
  readonly #job: GuardedJob;
  readonly #key: JobRunKey | undefined;
  #place: Place | undefined;
  #isEnded = false;

  constructor(job: GuardedJob) {
    const { kind, jobId } = job;
    this.#job = job;
    // Scheduled jobs read no data of accounts, and the next one does not depend on the last.
    this.#key = contractOf(kind).every === undefined ? { kind, jobId, runId: newId() } : undefined;
  }

  /** Resolves when the job may run. @throws AppError JOB_STALLED if it has taken down too many workers; the signal's reason */
  async begin(): Promise<void> {
    if (!this.#key) return;
    const { deps, processor, context, crowd } = this.#job;
    const { db, env } = deps;
    const progress = (await processor.progress?.(deps, context)) ?? '';
    const { interrupted, crashes } = await beginJobRun(db, this.#key, progress);
    if (crashes >= env.WORKER_MAX_CRASHES) throw stalled(crashes);
    if (interrupted) context.logger.warn({ crashes }, 'the last worker of this job died; running it alone');
    const place = await crowd.enter(interrupted, context.stopping);
    this.#place = place;
    if (place.alone) await recordAlone(db, this.#key);
  }

  /** Call it however the job has ended, and before another worker may take it. A second call does nothing. */
  async end(logger: Logger): Promise<void> {
    this.#place?.leave();
    if (!this.#key || this.#isEnded) return;
    this.#isEnded = true;
    await inTime(endJobRun(this.#job.deps.db, this.#key), END_MS).catch((err: unknown) =>
      logger.warn({ err }, 'could not record the end of a job; it will run alone the next time'),
    );
  }
}

const stalled = (crashes: number): AppError =>
  new AppError(
    'JOB_STALLED',
    `${crashes} workers died while they ran this job alone; its file probably needs more memory than they have.`,
    { context: { crashes } },
  );
