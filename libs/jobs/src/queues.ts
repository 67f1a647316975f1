import { AppError, inTime } from '@sluice/core';
import { type JobState, type JobsOptions, Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { listeningConnection } from './connections.ts';
import {
  type AnsweringKind,
  contractOf,
  contracts,
  type JobKind,
  type JobPayload,
  type JobResult,
  type SweptKind,
} from './contracts/index.ts';
import type { QueueName } from './contracts/queue-table.ts';

/** Completed jobs are kept for up to a day, failed ones for up to a week, for investigation. */
const KEPT: Pick<JobsOptions, 'removeOnComplete' | 'removeOnFail'> = {
  removeOnComplete: { age: 24 * 3600, count: 1_000 },
  removeOnFail: { age: 7 * 24 * 3600, count: 10_000 },
};

const LISTEN_MS = 5_000;

export interface JobLook {
  readonly state: JobState | 'unknown';
  readonly failure?: { readonly reason: string; readonly at: Date };
}

export interface EnqueueOptions {
  /** The row's id. A second job with the same id is not added. */
  readonly jobId?: string;
}

/** The producer side of all queues. */
export interface Queues {
  /** Adds a job. Rejects with QUEUE_UNAVAILABLE if Redis does not accept it. */
  enqueue<K extends JobKind>(kind: K, payload: JobPayload<K>, options?: EnqueueOptions): Promise<void>;
  /**
   * Like `enqueue`, but first removes a finished job with this id, so that the work runs again; a job that waits for its
   * next attempt starts immediately.
   */
  requeue<K extends JobKind>(kind: K, payload: JobPayload<K>, options: Required<EnqueueOptions>): Promise<void>;
  /** The state of the job with this id, and why and when it failed for good, while the queue still keeps it. */
  look(kind: JobKind, jobId: string): Promise<JobLook | undefined>;
  /** Adds a job for each of these rows, in one round trip. */
  enqueueRows(kind: SweptKind, ids: readonly string[]): Promise<void>;
  /** Adds a job and waits for its result. Rejects with WORKER_TIMEOUT after `timeoutMs`. */
  call<K extends AnsweringKind>(kind: K, payload: JobPayload<K>, timeoutMs: number): Promise<JobResult<K>>;
  /** The BullMQ queue itself, for sweeps and monitors. */
  queue(name: QueueName): Queue;
  /** Rejects with QUEUE_UNAVAILABLE if Redis does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface QueuesOptions {
  /** Key prefix in Redis, so that several installations can share a server. */
  readonly prefix?: string;
}

const unavailable = (cause: unknown): AppError =>
  new AppError('QUEUE_UNAVAILABLE', 'The job queue (Redis) is unreachable. Try again in a moment.', {
    retryable: true,
    cause,
  });

/** Resolves when events can be received. Limited, because BullMQ waits forever for a connection that fails. */
async function listening(events: QueueEvents): Promise<void> {
  await inTime(events.waitUntilReady(), LISTEN_MS);
}

const jobOptions = (kind: JobKind, options: EnqueueOptions): JobsOptions => {
  const { attempts, backoff } = contractOf(kind);
  return {
    ...KEPT,
    attempts,
    ...(backoff ? { backoff: { ...backoff } } : {}),
    ...(options.jobId ? { jobId: options.jobId } : {}),
  };
};

/** `connection` is a `producerConnection`; closing the queues does not close it. */
export function createQueues(connection: Redis, { prefix = 'sluice' }: QueuesOptions = {}): Queues {
  const open = new Map<QueueName, Queue>();
  const events = new Map<QueueName, QueueEvents>();
  /** To be closed here: BullMQ does not close connections that were passed to it. */
  const listeners: Redis[] = [];
  const queue = (name: QueueName): Queue => {
    let found = open.get(name);
    if (!found) {
      found = new Queue(name, { connection, prefix, streams: { events: { maxLen: 10_000 } } });
      found.on('error', () => {});
      open.set(name, found);
    }
    return found;
  };
  const eventsOf = (name: QueueName): QueueEvents => {
    let found = events.get(name);
    if (!found) {
      const listening = listeningConnection(connection);
      listeners.push(listening);
      found = new QueueEvents(name, { connection: listening, prefix });
      found.on('error', () => {});
      events.set(name, found);
    }
    return found;
  };

  return {
    queue,
    async enqueue(kind, payload, options = {}) {
      const data = contracts[kind].payload.parse(payload);
      await queue(contracts[kind].queue)
        .add(kind, data, jobOptions(kind, options))
        .catch((error) => Promise.reject(unavailable(error)));
    },
    async requeue(kind, payload, options) {
      const known = queue(contracts[kind].queue);
      try {
        const state = await known.getJobState(options.jobId);
        if (state === 'completed' || state === 'failed') await known.remove(options.jobId);
        // If it has started in the meantime, there is nothing to promote.
        if (state === 'delayed') await known.getJob(options.jobId).then((job) => job?.promote().catch(() => {}));
      } catch (error) {
        throw unavailable(error);
      }
      await this.enqueue(kind, payload, options);
    },
    async look(kind, jobId) {
      try {
        const job = await queue(contracts[kind].queue).getJob(jobId);
        if (!job) return undefined;
        const state = await job.getState();
        const failure = { reason: job.failedReason ?? 'unknown reason', at: new Date(job.finishedOn ?? job.timestamp) };
        return { state, ...(state === 'failed' ? { failure } : {}) };
      } catch (error) {
        throw unavailable(error);
      }
    },
    async enqueueRows(kind, ids) {
      const { payload, sweep } = contracts[kind];
      const items = ids.map((jobId) => ({
        name: kind,
        data: payload.parse({ [sweep.id]: jobId }),
        opts: jobOptions(kind, { jobId }),
      }));
      await queue(contracts[kind].queue)
        .addBulk(items)
        .catch((error) => Promise.reject(unavailable(error)));
    },
    async call(kind, payload, timeoutMs) {
      const { queue: name, payload: schema, result } = contracts[kind];
      const ready = eventsOf(name);
      await listening(ready).catch((error) => Promise.reject(unavailable(error)));
      const job = await queue(name)
        .add(kind, schema.parse(payload), {
          ...jobOptions(kind, {}),
          removeOnComplete: { age: 60 },
          removeOnFail: { age: 60 },
        })
        .catch((error) => Promise.reject(unavailable(error)));
      const answer = await job.waitUntilFinished(ready, timeoutMs).catch(async (error: Error) => {
        const failure = parseFailure(error.message);
        if (failure) throw failure;
        await job.remove().catch(() => {});
        throw new AppError(
          'WORKER_TIMEOUT',
          'No worker answered in time. Check that a worker is running, then try again.',
          {
            retryable: true,
            cause: error,
          },
        );
      });
      return result.parse(answer) as JobResult<typeof kind>;
    },
    async check() {
      await connection.ping().catch((error) => Promise.reject(unavailable(error)));
    },
    async close() {
      await Promise.all([...events.values(), ...open.values()].map((closable) => closable.close()));
      for (const listening of listeners) listening.disconnect();
    },
  };
}

/**
 * BullMQ passes failures as text. A processor with a waiting caller fails with `describeFailure(error)`, and the caller
 * gets the same AppError back.
 */
export function describeFailure(error: AppError): string {
  return JSON.stringify({ code: error.code, message: error.message, fields: error.fields, retryable: error.retryable });
}

function parseFailure(text: string): AppError | undefined {
  try {
    const { code, message, fields, retryable } = JSON.parse(text);
    return new AppError(code, message, { fields, retryable });
  } catch {
    return undefined;
  }
}
