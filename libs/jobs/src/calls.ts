import { AppError, fromPlainError, inTime, isAppError, toPlainError } from '@sluice/core';
import { type Job, type JobsOptions, type Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { Answers } from './answers.ts';
import { listeningConnection, reaching, unavailable } from './connections.ts';
import { type AnsweringKind, contracts, type JobKind, type JobPayload, type JobResult } from './contracts/index.ts';
import type { QueueName } from './contracts/queue-table.ts';

/** BullMQ waits forever for a connection that fails. */
const LISTEN_MS = 5_000;
/** In seconds: the caller asks for the answer at once. */
const KEPT = { removeOnComplete: { age: 60 }, removeOnFail: { age: 60 } };

export interface CallOptions {
  /** As in `EnqueueOptions`. */
  readonly accountId: string | null;
  readonly timeoutMs: number;
}

/** Adds a job whose payload has been checked, in the next round of its account. */
export type AddJob = (
  kind: JobKind,
  payload: object,
  options: { readonly accountId: string | null } & Pick<JobsOptions, 'jobId' | 'removeOnComplete' | 'removeOnFail'>,
) => Promise<Job>;

export interface CallsDeps {
  readonly connection: Redis;
  readonly prefix: string;
  readonly queue: (name: QueueName) => Queue;
  readonly add: AddJob;
}

interface Listener {
  readonly events: QueueEvents;
  readonly answers: Answers;
  /** To be closed here: BullMQ does not close connections that were passed to it. */
  readonly connection: Redis;
}

/** Jobs whose callers wait for the result. Listens to the events of a queue from its first call on. */
export class Calls {
  readonly #deps: CallsDeps;
  readonly #listeners = new Map<QueueName, Listener>();

  constructor(deps: CallsDeps) {
    this.#deps = deps;
  }

  /** See `Queues`. */
  async call<K extends AnsweringKind>(
    kind: K,
    payload: JobPayload<K>,
    { accountId, timeoutMs }: CallOptions,
  ): Promise<JobResult<K>> {
    const { queue, payload: schema, result } = contracts[kind];
    const { events, answers } = this.#listenerOf(queue);
    await reaching(inTime(events.waitUntilReady(), LISTEN_MS));
    const data = schema.parse(payload);
    const add = (jobId: string) => this.#deps.add(kind, data, { accountId, jobId, ...KEPT });
    const { job, ended } = await reaching(answers.of(add, timeoutMs));
    if (!ended) throw await unanswered(job, timeoutMs);
    if ('failure' in ended) throw parseFailure(ended.failure) ?? new AppError('INTERNAL', ended.failure);
    return result.parse(ended.result) as JobResult<K>;
  }

  async close(): Promise<void> {
    const listeners = [...this.#listeners.values()];
    await Promise.all(listeners.map(({ events }) => events.close()));
    for (const { connection } of listeners) connection.disconnect();
  }

  #listenerOf(name: QueueName): Listener {
    let found = this.#listeners.get(name);
    if (!found) {
      const { prefix, queue } = this.#deps;
      const connection = listeningConnection(this.#deps.connection);
      const events = new QueueEvents(name, { connection, prefix });
      events.on('error', () => {});
      found = { events, answers: new Answers(() => queue(name), events), connection };
      this.#listeners.set(name, found);
    }
    return found;
  }
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
export const describeFailure = (error: AppError): string => JSON.stringify(toPlainError(error));

function parseFailure(text: string): AppError | undefined {
  try {
    return fromPlainError(JSON.parse(text));
  } catch {
    return undefined;
  }
}
