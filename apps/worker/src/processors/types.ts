import type { AppError } from '@sluice/core';
import type { JobKind, JobResult, Queues } from '@sluice/jobs';
import type { RedeliverDeps } from '../analyses/redeliver.ts';
import type { WorkerEnv } from '../env.ts';
import type { ImportDeps } from '../imports/run-import.ts';
import type { JobContext } from '../job/context.ts';
import type { WorkerMetrics } from '../metrics/worker-metrics.ts';

/** What every processor may use. */
export interface WorkerDeps extends ImportDeps, RedeliverDeps {
  readonly queues: Queues;
  readonly env: WorkerEnv;
  readonly metrics: WorkerMetrics;
}

export interface Processor<K extends JobKind> {
  /** Throws an AppError; whether it is retryable decides what the queue does. */
  run(deps: WorkerDeps, context: JobContext<K>): Promise<JobResult<K>>;
  /** The job will not be tried again: its row must say so. */
  giveUp?(deps: WorkerDeps, context: JobContext<K>, error: AppError): Promise<void>;
  /** Somebody waits for the answer, so the failure must carry the whole error. */
  readonly answersCaller?: boolean;
}

export type Processors = { readonly [K in JobKind]: Processor<K> };
