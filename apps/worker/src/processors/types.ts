import type { AppError } from '@sluice/core';
import type { Db } from '@sluice/db';
import type { UnqueuedQuery, Work } from '@sluice/db/lifecycle';
import type { JobKind, JobResult, JobRow, Queues, SweptKind } from '@sluice/jobs';
import type { RedeliverDeps } from '../analyses/redeliver.ts';
import type { WorkerEnv } from '../env.ts';
import type { ImportDeps } from '../imports/types.ts';
import type { JobContext } from '../job/context.ts';
import type { WorkerMetrics } from '../metrics/worker-metrics.ts';

/** Dependencies of all processors. */
export interface WorkerDeps extends ImportDeps, RedeliverDeps {
  readonly queues: Queues;
  readonly env: WorkerEnv;
  readonly metrics: WorkerMetrics;
  /** How long an analysis may take, in seconds; 0: any time. */
  readonly analysisSeconds: number;
}

export interface UnqueuedRow extends JobRow {
  readonly status: string;
  /** Its job failed for a reason that is over, so it runs again in any case. */
  readonly again?: boolean;
}

/** How the sweep finds the rows of a kind whose contract has a `sweep`. */
export interface RowSweep {
  /** Rows that should have a job but may not, ordered by id. */
  list(deps: WorkerDeps, query: UnqueuedQuery): Promise<readonly UnqueuedRow[]>;
  /** Records that the queue has accepted their jobs. */
  mark?(deps: WorkerDeps, ids: readonly string[]): Promise<void>;
}

type QueuedWork = Pick<Work<never, unknown, never, never>, 'markEnqueued'> & {
  listUnqueued(db: Db, query: UnqueuedQuery): Promise<readonly UnqueuedRow[]>;
};

/** The sweep of a kind whose rows follow the common lifecycle. */
export const sweepOf = (work: QueuedWork): RowSweep => ({
  list: ({ db }, query) => work.listUnqueued(db, query),
  mark: ({ db }, ids) => work.markEnqueued(db, ids),
});

interface AnyProcessor<K extends JobKind> {
  /** Throws an AppError; the queue retries it if it is retryable. */
  run(deps: WorkerDeps, context: JobContext<K>): Promise<JobResult<K>>;
  /** How far the work has come, in at most 64 characters: a job that makes progress does not count as one that kills its workers. */
  progress?(deps: WorkerDeps, context: JobContext<K>): Promise<string>;
  /** Called when the job will not be retried, to record that on its row. */
  giveUp?(deps: WorkerDeps, context: JobContext<K>, error: AppError): Promise<void>;
}

export type Processor<K extends JobKind> = AnyProcessor<K> &
  (K extends SweptKind ? { readonly sweep: RowSweep } : unknown);

/** A kind without a processor does not compile, nor does a processor without the sweep that its contract declares. */
export type Processors = { readonly [K in JobKind]: Processor<K> };
