import { setTimeout } from 'node:timers/promises';
import { type Job, type JobState, type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { type AddJob, type CallOptions, Calls } from './calls.ts';
import { reaching } from './connections.ts';
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

/** How long a job runs at most after its last write to its row; also on a busy machine. A later end is left to the sweep. */
const ENDING_MS = 1_000;
const ENDING_POLL_MS = 20;

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
   * next attempt starts immediately. A running job gets a second to end: its row says that it has before it does.
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

export interface QueuesOptions {
  /** Key prefix in Redis, so that several installations can share a server. */
  readonly prefix?: string;
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
  const add: AddJob = async (kind, payload, { accountId, jobId, ...kept }) => {
    const own = queue(contractOf(kind).queue);
    const [round = 0] = await rounds.take(own, [accountId]);
    return own.add(kind, dataOf(payload, accountId), { ...jobOptions(kind, round, jobId), ...kept });
  };
  const calls = new Calls({ connection, prefix, queue, add });

  return {
    queue,
    async enqueue(kind, payload, options) {
      await reaching(add(kind, contracts[kind].payload.parse(payload), options));
    },
    async requeue(kind, payload, options) {
      await reaching(makeRoom(queue(contracts[kind].queue), options.jobId));
      await this.enqueue(kind, payload, options);
    },
    look: (kind, jobId) => reaching(lookAt(queue(contracts[kind].queue), jobId)),
    find: (name, jobId) => reaching(queue(name).getJob(jobId)),
    async remove(kind, jobId) {
      await reaching(queue(contractOf(kind).queue).remove(jobId));
    },
    async enqueueRows(kind, rows) {
      const { payload, sweep } = contracts[kind];
      const own = queue(contracts[kind].queue);
      const turns = await reaching(
        rounds.take(
          own,
          rows.map(({ accountId }) => accountId),
        ),
      );
      const items = rows.map(({ id, accountId }, at) => ({
        name: kind,
        data: dataOf(payload.parse({ [sweep.id]: id }), accountId),
        opts: jobOptions(kind, turns[at] ?? 0, id),
      }));
      await reaching(own.addBulk(items));
    },
    async withdraw(kind, jobId) {
      const own = queue(contracts[kind].queue);
      // A worker that has it already finds its row cancelled.
      if ((await reaching(own.remove(jobId))) === 1) await reaching(rounds.noteWithdrawn(own));
    },
    call: (kind, payload, options) => calls.call(kind, payload, options),
    startRound: (job, limits) => rounds.start(queue(job.queueName as QueueName), job, limits),
    async joinAgain(job) {
      const accountId = accountOf(job);
      if (accountId === undefined) return;
      const [priority = 0] = await rounds.take(queue(job.queueName as QueueName), [accountId]);
      await job.changePriority({ priority });
    },
    renumber: (name) => reaching(rounds.renumber(queue(name))),
    async oldestWaiting(name) {
      const [[first], inRounds] = await Promise.all([queue(name).getWaiting(0, 0), rounds.oldest(queue(name))]);
      const times = [first?.timestamp, inRounds?.getTime()].filter((time) => time !== undefined);
      return times.length > 0 ? new Date(Math.min(...times)) : undefined;
    },
    async open() {
      await reaching(Promise.all(queueNames.map((name) => queue(name).waitUntilReady())));
    },
    async check() {
      await reaching(connection.ping());
    },
    async close() {
      await Promise.all([calls.close(), ...[...opened.values()].map((closable) => closable.close())]);
    },
  };
}

/** Removes a job that has finished, so that one with its ID can be added, and starts one that waits for its next attempt. */
async function makeRoom(queue: Queue, jobId: string): Promise<void> {
  let state = await queue.getJobState(jobId);
  for (const end = Date.now() + ENDING_MS; state === 'active' && Date.now() < end; ) {
    await setTimeout(ENDING_POLL_MS);
    state = await queue.getJobState(jobId);
  }
  if (state === 'completed' || state === 'failed') await queue.remove(jobId);
  // If it has started in the meantime, there is nothing to promote.
  if (state === 'delayed') await queue.getJob(jobId).then((job) => job?.promote().catch(() => {}));
}

async function lookAt(queue: Queue, jobId: string): Promise<JobLook | undefined> {
  const job = await queue.getJob(jobId);
  if (!job) return undefined;
  const state = await job.getState();
  const failure = { reason: job.failedReason ?? 'unknown reason', at: new Date(job.finishedOn ?? job.timestamp) };
  return { state, ...(state === 'failed' ? { failure } : {}) };
}
