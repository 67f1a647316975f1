import { hostname } from 'node:os';
import type { Logger } from '@sluice/core';
import { type QueueName, queueNames, queueTable, workerConnection } from '@sluice/jobs';
import { Worker } from 'bullmq';
import type { WorkerEnv } from '../env.ts';
import { cappedBackoff } from './backoff.ts';
import { Crowd } from './crowd.ts';
import { type JobRun, runJob } from './run-job.ts';

/** Worker crashes after which BullMQ gives up; Sluice does so earlier, see `CrashGuard`. */
const MAX_STALLED = 1_000;

export interface Workers {
  /** Stops taking jobs and waits for running ones, which `stopping` has asked to stop. */
  close(): Promise<void>;
}

/** One BullMQ worker per queue, all in this process. */
export function startWorkers(given: Omit<JobRun, 'crowd'>, env: WorkerEnv): Workers {
  const run: JobRun = { ...given, crowd: new Crowd() };
  const backoffStrategy = cappedBackoff({ delay: env.ARTIFACT_RETRY_BASE_MS, maxDelay: env.ARTIFACT_RETRY_CAP_MS });
  const connections = queueNames.map(() => workerConnection(env.REDIS_URL));
  const workers = queueNames.map((name, at) => {
    const connection = connections[at] as (typeof connections)[number];
    const worker = new Worker(name, (job, token) => runJob(run, job, token), {
      connection,
      prefix: env.REDIS_PREFIX,
      concurrency: concurrencyOf(name, env),
      lockDuration: env.WORKER_LOCK_MS,
      stalledInterval: env.WORKER_STALLED_CHECK_MS,
      maxStalledCount: MAX_STALLED,
      name: `${hostname()}/${process.pid}`,
      settings: { backoffStrategy },
    });
    quietErrors({ worker, connection, logger: run.logger, queue: name });
    return worker;
  });
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      for (const connection of connections) connection.disconnect();
    },
  };
}

interface QuietWorker {
  readonly worker: Worker;
  readonly connection: ReturnType<typeof workerConnection>;
  readonly logger: Logger;
  readonly queue: string;
}

/** An unreachable Redis causes an error per attempt; logs only one line at the start and one at the end. */
function quietErrors({ worker, connection, logger, queue }: QuietWorker): void {
  let unreachable = false;
  worker.on('error', (error) => {
    if (!unreachable) logger.warn({ err: error, queue }, 'the queue is unreachable; waiting');
    unreachable = true;
  });
  // A worker itself emits `ready` only once.
  connection.on('ready', () => {
    if (unreachable) logger.info({ queue }, 'the queue is reachable again');
    unreachable = false;
  });
  worker.on('stalled', (jobId) => logger.warn({ queue, job_id: jobId }, 'a job lost its worker; it will run again'));
}

const concurrencyOf = (name: QueueName, env: WorkerEnv): number => {
  const { concurrency } = queueTable[name];
  return typeof concurrency === 'number' ? concurrency : env[concurrency];
};
