import { AppError, inTime, type Logger, newId } from '@sluice/core';
import { beginJobRun, forgetJobRuns, type JobRunKey, recordAlone } from '@sluice/db/running-jobs';
import { contractOf, type JobKind } from '@sluice/jobs';
import type { JobContext } from '../job/context.ts';
import type { Processor, WorkerDeps } from '../processors/types.ts';
import type { Crowd, Place } from './crowd.ts';

/** A database that does not answer must not keep a job that has ended. */
const END_MS = 2_000;

/** Scheduled jobs read no data of accounts, and the next one does not depend on the last. */
const isScheduled = (kind: JobKind): boolean => contractOf(kind).every !== undefined;

export interface GuardedJob {
  readonly deps: WorkerDeps;
  readonly kind: JobKind;
  readonly jobId: string;
  /** How often the queue has lost its worker (`stalledCounter` of BullMQ). */
  readonly stalls: number;
  readonly processor: Processor<JobKind>;
  readonly context: JobContext<JobKind>;
  readonly crowd: Crowd;
}

/**
 * Finds out which jobs take their worker down. What ran in a worker that died could each be the reason, so each of them
 * runs alone the next time; only a worker's death during such a run is counted, and too many of them end the job. A job that
 * has never lost its worker is not recorded anywhere.
 */
export class CrashGuard {
  readonly #job: GuardedJob;
  /** Set for a job that has lost its worker. */
  readonly #suspect: JobRunKey | undefined;
  #place: Place | undefined;

  constructor(job: GuardedJob) {
    const { kind, jobId, stalls } = job;
    this.#job = job;
    this.#suspect = stalls > 0 && !isScheduled(kind) ? { kind, jobId, runId: newId() } : undefined;
  }

  /** Resolves when the job may run. @throws AppError JOB_STALLED if it has taken down too many workers; the signal's reason */
  async begin(): Promise<void> {
    const { deps, kind, context, crowd } = this.#job;
    if (isScheduled(kind)) return;
    const interrupted = this.#suspect !== undefined && (await this.#wasInterrupted(this.#suspect));
    this.#place = await crowd.enter(interrupted, context.stopping);
    if (this.#suspect && this.#place.alone) await recordAlone(deps.db, this.#suspect);
  }

  /** The run has ended, however it did. */
  leave(): void {
    this.#place?.leave();
  }

  /** The job has ended and will not run again. */
  async forget(logger: Logger): Promise<void> {
    if (!this.#suspect) return;
    await inTime(forgetJobRuns(this.#job.deps.db, this.#suspect), END_MS).catch((err: unknown) =>
      logger.warn({ err }, 'could not remove what is known of the crashes of a job; retention will'),
    );
  }

  async #wasInterrupted(key: JobRunKey): Promise<boolean> {
    const { deps, processor, context, stalls } = this.#job;
    const progress = (await processor.progress?.(deps, context)) ?? '';
    const { interrupted, crashes } = await beginJobRun(deps.db, key, { stalls, progress });
    if (crashes >= deps.env.WORKER_MAX_CRASHES) throw stalled(crashes);
    if (interrupted) context.logger.warn({ crashes }, 'the last worker of this job died; running it alone');
    return interrupted;
  }
}

const stalled = (crashes: number): AppError =>
  new AppError(
    'JOB_STALLED',
    `${crashes} workers died while they ran this job alone; its file probably needs more memory than they have.`,
    { context: { crashes } },
  );
