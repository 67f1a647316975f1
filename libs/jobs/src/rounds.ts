import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { OLDEST, RENUMBER, START, TAKE } from './round-scripts.ts';

/** BullMQ's largest priority. */
const LAST_ROUND = 2 ** 21 - 1;
/** Rounds are renumbered before they reach the largest priority. */
const RENUMBER_AT = 2 ** 20;
/** How many waiting jobs are checked, starting with the next one. */
const LOOK = 1_000;

/**
 * Which account's turn it is. A queue works in rounds: in each, every account that has jobs waiting runs one, so a job's
 * priority is the round in which it runs. See docs/adr/0023-fair-queues.md.
 */
export interface Rounds {
  /** The rounds of new jobs of these accounts, in this order. Jobs of no account get 0 and go first. */
  take(queue: Queue, accounts: readonly (string | null)[]): Promise<number[]>;
  /** Called when a worker has taken a job. Undefined: run it. */
  start(queue: Queue, job: Job, limits: RunningLimits): Promise<Held | undefined>;
  /** Renumbers the waiting jobs if some were withdrawn or the numbers have become large. Returns whether it did. */
  renumber(queue: Queue): Promise<boolean>;
  /** Asks for `renumber`. */
  noteWithdrawn(queue: Queue): Promise<void>;
  /** When the oldest job that waits for its round was added, among the next thousand. */
  oldest(queue: Queue): Promise<Date | undefined>;
}

/** How many jobs of a queue an account may run; 0: any number. */
export interface RunningLimits {
  /** While another account waits that runs fewer. */
  readonly whileOthersWait: number;
  /** In any case. */
  readonly always: number;
}

/** Why a job may not run now: another account's job, with this priority, goes first, or the job has to wait. */
export type Held = { readonly behind: number } | { readonly waitMs: number };

/** The account of a job, which `createQueues` adds to its payload. */
export const accountOf = ({ data }: Pick<Job, 'data'>): string | undefined => data?.account_id;

type Text = string | number;

interface Scripts {
  sluiceTake(rounds: string, last: number, ...accounts: string[]): Promise<number[]>;
  sluiceStart(rounds: string, active: string, prioritized: string, ...args: Text[]): Promise<number>;
  sluiceRenumber(
    rounds: string,
    active: string,
    prioritized: string,
    delayed: string,
    ...args: Text[]
  ): Promise<number>;
  sluiceOldest(prioritized: string, ...args: Text[]): Promise<string>;
}

/** The connection is that of the queues. */
export function createRounds(connection: Redis): Rounds {
  connection.defineCommand('sluiceTake', { numberOfKeys: 1, lua: TAKE });
  connection.defineCommand('sluiceStart', { numberOfKeys: 3, lua: START });
  connection.defineCommand('sluiceRenumber', { numberOfKeys: 4, lua: RENUMBER });
  connection.defineCommand('sluiceOldest', { numberOfKeys: 1, lua: OLDEST });
  const scripts = connection as unknown as Scripts;
  const keyOf = (queue: Queue) => queue.toKey('rounds');
  return {
    async take(queue, accounts) {
      const known = accounts.filter((account) => account !== null);
      const rounds = known.length > 0 ? await scripts.sluiceTake(keyOf(queue), LAST_ROUND, ...known) : [];
      return accounts.map((account) => (account === null ? 0 : (rounds.shift() ?? 0)));
    },
    async start(queue, job, { whileOthersWait, always }) {
      const keys = [keyOf(queue), queue.toKey('active'), queue.toKey('prioritized')] as const;
      const account = accountOf(job);
      if (account === undefined) return undefined;
      const args = [queue.toKey(''), job.priority, account, whileOthersWait, LOOK, always];
      const round = await scripts.sluiceStart(...keys, ...args);
      if (round === -1) return undefined;
      return round < 0 ? { waitMs: -round } : { behind: round };
    },
    async renumber(queue) {
      const lists = [queue.toKey('active'), queue.toKey('prioritized'), queue.toKey('delayed')] as const;
      return (await scripts.sluiceRenumber(keyOf(queue), ...lists, queue.toKey(''), RENUMBER_AT)) === 1;
    },
    async noteWithdrawn(queue) {
      await connection.hset(keyOf(queue), 'withdrawn', 1);
    },
    async oldest(queue) {
      const added = Number(await scripts.sluiceOldest(queue.toKey('prioritized'), queue.toKey(''), LOOK));
      return added < 0 ? undefined : new Date(added);
    },
  };
}
