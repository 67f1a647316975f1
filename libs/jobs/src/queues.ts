import { AppError, inTime, isAppError } from '@sluice/core';
import { type Job, type JobState, type JobsOptions, Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { Answers } from './answers.ts';
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
import { type QueueName, queueNames } from './contracts/queue-table.ts';
import { accountOf, createRounds, type Held, type RunningLimits } from './rounds.ts';

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
  /** Whose job it is: it waits for its turn among the jobs of other accounts. Null: the installation's own, which goes first. */
  readonly accountId: string | null;
  /** The row's id. A second job with the same id is not added. */
  readonly jobId?: string;
}

/** A row that should have a job. */
export interface JobRow {
  readonly id: string;
  readonly accountId: string | null;
}

/** The producer side of all queues. */
export interface Queues {
  /** Adds a job. Rejects with QUEUE_UNAVAILABLE if Redis does not accept it. */
  enqueue<K extends JobKind>(kind: K, payload: JobPayload<K>, options: EnqueueOptions): Promise<void>;
  /**
   * Like `enqueue`, but first removes a finished job with this id, so that the work runs again; a job that waits for its
   * next attempt starts immediately.
   */
  requeue<K extends JobKind>(kind: K, payload: JobPayload<K>, options: Required<EnqueueOptions>): Promise<void>;
  /** The state of the job with this id, and why and when it failed for good, while the queue still keeps it. */
  look(kind: JobKind, jobId: string): Promise<JobLook | undefined>;
  /** The job with this id. Rejects with QUEUE_UNAVAILABLE if Redis does not answer. */
  find(name: QueueName, jobId: string): Promise<Job | undefined>;
  /** Removes a job of this kind, which must not be running. */
  remove(kind: JobKind, jobId: string): Promise<void>;
  /** Adds a job for each of these rows, in two round trips. */
  enqueueRows(kind: SweptKind, rows: readonly JobRow[]): Promise<void>;
  /** Removes the job of a row that was cancelled before a worker took it. Rejects with QUEUE_UNAVAILABLE. */
  withdraw(kind: SweptKind, jobId: string): Promise<void>;
  /**
   * Adds a job and waits for its result. Rejects with WORKER_TIMEOUT after `timeoutMs`, with `started` in its context, or
   * with QUEUE_UNAVAILABLE if Redis has gone down in the meantime.
   */
  call<K extends AnsweringKind>(kind: K, payload: JobPayload<K>, options: CallOptions): Promise<JobResult<K>>;
  /** Called when a worker has taken a job. Undefined: run it; otherwise it has to be given back. */
  startRound(job: Job, limits: RunningLimits): Promise<Held | undefined>;
  /** Puts a running job that will be retried behind the waiting jobs of its account. */
  joinAgain(job: Job): Promise<void>;
  /** Closes the gaps that withdrawn jobs have left. Returns whether there were any. Rejects with QUEUE_UNAVAILABLE. */
  renumber(name: QueueName): Promise<boolean>;
  /** When the oldest waiting job was added. */
  oldestWaiting(name: QueueName): Promise<Date | undefined>;
  /** The BullMQ queue itself, for sweeps and monitors. */
  queue(name: QueueName): Queue;
  /** Opens every queue. Rejects with QUEUE_UNAVAILABLE if Redis does not answer. */
  open(): Promise<void>;
  /** Rejects with QUEUE_UNAVAILABLE if Redis does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface CallOptions extends Pick<EnqueueOptions, 'accountId'> {
  readonly timeoutMs: number;
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

const jobOptions = (kind: JobKind, round: number, jobId?: string): JobsOptions => {
  const { attempts, backoff } = contractOf(kind);
  return {
    ...KEPT,
    attempts,
    ...(round > 0 ? { priority: round } : {}),
    ...(backoff ? { backoff: { ...backoff } } : {}),
    ...(jobId ? { jobId } : {}),
  };
};

/** The account travels with the payload, so that scripts in Redis know whose job it is. */
const dataOf = (payload: object, accountId: string | null): object =>
  accountId === null ? payload : { ...payload, account_id: accountId };

/** `connection` is a `producerConnection`; closing the queues does not close it. */
export function createQueues(connection: Redis, { prefix = 'sluice' }: QueuesOptions = {}): Queues {
  const opened = new Map<QueueName, Queue>();
  const events = new Map<QueueName, { readonly events: QueueEvents; readonly answers: Answers }>();
  /** To be closed here: BullMQ does not close connections that were passed to it. */
  const listeners: Redis[] = [];
  const rounds = createRounds(connection);
  /** BullMQ keeps a first failure to reach Redis forever, so a queue that failed is opened again at its next use. */
  const forgetIfFailed = (name: QueueName, made: Queue): void => {
    made.waitUntilReady().catch(() => {
      if (opened.get(name) === made) opened.delete(name);
      made.close().catch(() => {});
    });
  };
  const queue = (name: QueueName): Queue => {
    let found = opened.get(name);
    if (!found) {
      found = new Queue(name, { connection, prefix, streams: { events: { maxLen: 10_000 } } });
      found.on('error', () => {});
      opened.set(name, found);
      forgetIfFailed(name, found);
    }
    return found;
  };
  const eventsOf = (name: QueueName) => {
    let found = events.get(name);
    if (!found) {
      const listening = listeningConnection(connection);
      listeners.push(listening);
      const stream = new QueueEvents(name, { connection: listening, prefix });
      stream.on('error', () => {});
      found = { events: stream, answers: new Answers(() => queue(name), stream) };
      events.set(name, found);
    }
    return found;
  };

  return {
    queue,
    async enqueue(kind, payload, { accountId, jobId }) {
      const data = dataOf(contracts[kind].payload.parse(payload), accountId);
      const own = queue(contracts[kind].queue);
      try {
        const [round = 0] = await rounds.take(own, [accountId]);
        await own.add(kind, data, jobOptions(kind, round, jobId));
      } catch (error) {
        throw unavailable(error);
      }
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
    find: (name, jobId) =>
      queue(name)
        .getJob(jobId)
        .catch((error) => Promise.reject(unavailable(error))),
    async remove(kind, jobId) {
      await queue(contractOf(kind).queue)
        .remove(jobId)
        .catch((error) => Promise.reject(unavailable(error)));
    },
    async enqueueRows(kind, rows) {
      const { payload, sweep } = contracts[kind];
      const own = queue(contracts[kind].queue);
      try {
        const turns = await rounds.take(
          own,
          rows.map(({ accountId }) => accountId),
        );
        const items = rows.map(({ id, accountId }, at) => ({
          name: kind,
          data: dataOf(payload.parse({ [sweep.id]: id }), accountId),
          opts: jobOptions(kind, turns[at] ?? 0, id),
        }));
        await own.addBulk(items);
      } catch (error) {
        throw unavailable(error);
      }
    },
    async withdraw(kind, jobId) {
      const own = queue(contracts[kind].queue);
      try {
        // A worker that has it already finds its row cancelled.
        if ((await own.remove(jobId)) === 1) await rounds.noteWithdrawn(own);
      } catch (error) {
        throw unavailable(error);
      }
    },
    async call(kind, payload, { accountId, timeoutMs }) {
      const { queue: name, payload: schema, result } = contracts[kind];
      const { events: ready, answers } = eventsOf(name);
      const own = queue(name);
      await listening(ready).catch((error) => Promise.reject(unavailable(error)));
      const data = dataOf(schema.parse(payload), accountId);
      const add = async (jobId: string) => {
        const [round = 0] = await rounds.take(own, [accountId]);
        const kept = { removeOnComplete: { age: 60 }, removeOnFail: { age: 60 } };
        return own.add(kind, data, { ...jobOptions(kind, round, jobId), ...kept });
      };
      const { job, ended } = await answers.of(add, timeoutMs).catch((error) => Promise.reject(unavailable(error)));
      if (!ended) throw await unanswered(job, timeoutMs);
      if ('failure' in ended) throw parseFailure(ended.failure) ?? new AppError('INTERNAL', ended.failure);
      return result.parse(ended.result) as JobResult<typeof kind>;
    },
    startRound: (job, limits) => rounds.start(queue(job.queueName as QueueName), job, limits),
    async joinAgain(job) {
      const accountId = accountOf(job);
      if (accountId === undefined) return;
      const [priority = 0] = await rounds.take(queue(job.queueName as QueueName), [accountId]);
      await job.changePriority({ priority });
    },
    renumber: (name) => rounds.renumber(queue(name)).catch((error) => Promise.reject(unavailable(error))),
    async oldestWaiting(name) {
      const [[first], inRounds] = await Promise.all([queue(name).getWaiting(0, 0), rounds.oldest(queue(name))]);
      const times = [first?.timestamp, inRounds?.getTime()].filter((time) => time !== undefined);
      return times.length > 0 ? new Date(Math.min(...times)) : undefined;
    },
    async open() {
      const all = queueNames.map((name) => queue(name).waitUntilReady());
      await Promise.all(all).catch((error) => Promise.reject(unavailable(error)));
    },
    async check() {
      await connection.ping().catch((error) => Promise.reject(unavailable(error)));
    },
    async close() {
      const streams = [...events.values()].map(({ events: stream }) => stream);
      await Promise.all([...streams, ...opened.values()].map((closable) => closable.close()));
      for (const listening of listeners) listening.disconnect();
    },
  };
}

/** Why a job has no answer, as far as its queue knows. Takes the job back unless a worker has it. */
async function unanswered(job: Job, timeoutMs: number): Promise<AppError> {
  const started = await job.isActive().catch((error: unknown) => unavailable(error));
  if (isAppError(started)) return started;
  await job.remove().catch(() => {});
  const seconds = Math.round(timeoutMs / 100) / 10;
  const message = started
    ? `A worker started this, but did not finish within ${seconds} s. Try again in a moment.`
    : `All workers are busy, and none started this within ${seconds} s. Try again in a moment.`;
  return new AppError('WORKER_TIMEOUT', message, { retryable: true, context: { started } });
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
