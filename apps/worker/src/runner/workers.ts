import { hostname } from 'node:os';
import type { Logger } from '@sluice/core';
import { contracts, type JobKind, type QueueName, type Queues, queueNames, workerConnection } from '@sluice/jobs';
import { Worker } from 'bullmq';
import type { WorkerEnv } from '../env.ts';
import { cappedBackoff } from './backoff.ts';
import { type JobRun, runJob } from './run-job.ts';

/** Jobs at once in one process, for the queues whose jobs are small. */
const SMALL_JOBS: Readonly<Record<Exclude<QueueName, 'imports' | 'analyses'>, number>> = {
  previews: 4,
  exports: 1,
  'sync-analyses': 1,
  'artifact-uploads': 2,
  documents: 4,
  // More than there are kinds of them: the storage probe must not wait for sweeps that meet a dead server.
  maintenance: 8,
};
/** Crashes of workers that a job survives. Imports count their own fruitless attempts; see `importFileProcessor`. */
const MAX_STALLED = 1_000;

export interface Workers {
  /** Takes no further jobs and waits for the running ones, which `stopping` has told to leave. */
  close(): Promise<void>;
}

/** One BullMQ worker per queue, all on this process. */
export function startWorkers(run: JobRun, env: WorkerEnv): Workers {
  const concurrency = {
    ...SMALL_JOBS,
    imports: env.WORKER_IMPORT_CONCURRENCY,
    analyses: env.WORKER_ANALYSIS_CONCURRENCY,
  };
  const backoffStrategy = cappedBackoff({ delay: env.ARTIFACT_RETRY_BASE_MS, maxDelay: env.ARTIFACT_RETRY_CAP_MS });
  const connections = queueNames.map(() => workerConnection(env.REDIS_URL));
  const workers = queueNames.map((name, at) => {
    const worker = new Worker(name, (job, token) => runJob(run, job, token), {
      connection: connections[at] as (typeof connections)[number],
      prefix: env.REDIS_PREFIX,
      concurrency: concurrency[name],
      lockDuration: env.WORKER_LOCK_MS,
      stalledInterval: env.WORKER_STALLED_CHECK_MS,
      maxStalledCount: MAX_STALLED,
      name: `${hostname()}/${process.pid}`,
      settings: { backoffStrategy },
    });
    quietErrors(worker, run.logger, name);
    return worker;
  });
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      for (const connection of connections) connection.disconnect();
    },
  };
}

/** A Redis that is unreachable makes an error per attempt; one line at the beginning and one at the end say it. */
function quietErrors(worker: Worker, logger: Logger, queue: string): void {
  let unreachable = false;
  worker.on('error', (error) => {
    if (!unreachable) logger.warn({ err: error, queue }, 'the queue is unreachable; waiting');
    unreachable = true;
  });
  worker.on('ready', () => {
    if (unreachable) logger.info({ queue }, 'the queue is reachable again');
    unreachable = false;
  });
  worker.on('stalled', (jobId) => logger.warn({ queue, job_id: jobId }, 'a job lost its worker; it will run again'));
}

const HOUR_MS = 3_600_000;

/** Jobs that run by the clock; any number of workers may set them up. */
export async function scheduleMaintenance(queues: Queues, env: WorkerEnv): Promise<void> {
  const opts = { removeOnComplete: { count: 10 }, removeOnFail: { count: 100 } };
  const intervals = {
    'requeue-orphans': env.ORPHAN_SWEEP_MS,
    'probe-storage': env.STORAGE_PROBE_MS,
    'expire-sessions': env.SESSION_SWEEP_MS,
    'purge-idempotency-keys': HOUR_MS,
    'abort-stale-uploads': HOUR_MS,
    'apply-retention': HOUR_MS,
    'scrub-documents': HOUR_MS,
  } satisfies Partial<Record<JobKind, number>>;
  for (const name of Object.keys(intervals) as (keyof typeof intervals)[]) {
    const every = intervals[name];
    const queue = queues.queue(contracts[name].queue);
    await queue.upsertJobScheduler(name, { every }, { name, data: {}, opts });
  }
}
