import type { SQL } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable, MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import type { Edge, WaitingStatus } from './transitions.ts';

/** A table whose rows are units of work, with the columns that the lifecycle reads and writes. */
export type WorkTable = MySqlTable &
  Readonly<
    Record<
      | 'accountId'
      | 'status'
      | 'attempt'
      | 'errorCode'
      | 'errorMessage'
      | 'enqueuedAt'
      | 'createdAt'
      | 'completedAt'
      | 'updatedAt',
      MySqlColumn
    >
  >;

/** Columns that are set together with a change of status. */
export type WorkSet<T extends WorkTable> = Omit<MySqlUpdateSetSource<T>, 'status'>;
export type StatusOf<T extends WorkTable> = T['$inferSelect']['status'];

/** The configuration of one kind of work. */
export interface WorkDefinition<
  T extends WorkTable,
  C extends Readonly<Record<string, MySqlColumn>>,
  E extends Readonly<Record<string, Edge>>,
  Given extends readonly unknown[],
> {
  readonly table: T;
  /** The column of the id that queue jobs carry. */
  readonly id: MySqlColumn;
  readonly waiting: WaitingStatus;
  readonly edges: E;
  /** The columns that workers read. */
  readonly columns: C;
  /** The index on (account, status); other account indexes would also scan every finished row. */
  readonly accountIndex: string;
  /** The index that begins with the status; in order of id the sweep would read every finished row. */
  readonly statusIndex: string;
  /** Additional columns that a claim sets, from the argument of `claim`. */
  readonly onClaim?: (...given: Given) => WorkSet<T>;
  /** Additional columns that a retry resets. */
  readonly onRetry?: WorkSet<T>;
}

export type Claim<Row> =
  | { readonly claimed: true; readonly row: Row }
  | { readonly claimed: false; readonly row: Row | undefined };

/** A row and the attempt that works on it. Only the newest attempt may write. */
export interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

export interface Failure {
  readonly code: string;
  /** The first 1,024 characters are stored. */
  readonly message: string;
}

/** The criteria of the sweep for rows without jobs. */
export interface UnqueuedQuery {
  /** A new row that the queue has not confirmed for this long was never enqueued. */
  readonly graceSeconds: number;
  /** An unfinished row that has not changed for this long may have lost its job. */
  readonly quietSeconds: number;
  readonly limit: number;
  readonly afterId?: string;
}

/** The verbs of one kind of work. Each write is one guarded update. */
export interface Work<T extends WorkTable, Row, Name, Given extends readonly unknown[]> {
  /** For workers, which get ids from the queue and act for every account. */
  get(db: Db | Tx, id: string): Promise<Row | undefined>;
  /** One guarded update; false if the row is not in the transition's start status or does not match `guard`. */
  changeStatus(db: Db | Tx, id: string, name: Name, set?: WorkSet<T>, guard?: SQL): Promise<boolean>;
  /** A condition for writes: `attempt` is still the newest. */
  ofAttempt(attempt: number): SQL;
  /**
   * Claims the row under a new attempt number; from then on no earlier attempt can commit anything. Not claimed if the row
   * is deleted, final or being cancelled.
   */
  claim(db: Db, id: string, ...given: Given): Promise<Claim<Row>>;
  /** The current status and attempt, by which a worker notices a cancellation or a newer attempt. */
  watch(db: Db | Tx, id: string): Promise<{ readonly status: StatusOf<T>; readonly attempt: number } | undefined>;
  /** Sets the row to `failed` with the reason. With `attempt`, only if no newer one has taken over. */
  fail(db: Db | Tx, id: string, failure: Failure & { readonly attempt?: number }): Promise<boolean>;
  /** The user retries failed work: it waits for a worker again, and no longer says why it failed. Enqueue it afterwards. */
  retry(db: Db | Tx, id: string): Promise<boolean>;
  /** Records why an attempt failed that will be retried. The next claim clears it. */
  noteFailure(db: Db, at: Attempt, failure: Failure): Promise<void>;
  /**
   * Cancels work. A row that no worker holds (it waits for its first worker, a retry or the backoff after a failed attempt)
   * is `cancelled` at once. False if it is already final or being cancelled.
   */
  requestCancel(db: Db | Tx, key: { readonly accountId: string; readonly id: string }): Promise<boolean>;
  /** The worker has stopped: `cancelling` becomes `cancelled`. */
  finishCancel(db: Db, id: string): Promise<boolean>;
  /** Records that the queue has accepted the jobs of these rows. */
  markEnqueued(db: Db, ids: readonly string[]): Promise<void>;
  /** Rows that should have a job in the queue but may not, ordered by id. */
  listUnqueued(db: Db, query: UnqueuedQuery): Promise<{ id: string; accountId: string; status: StatusOf<T> }[]>;
  /** The number of unfinished rows of each account, counting up to `atMost`. */
  countUnfinished(db: Db, accounts: readonly string[], atMost: number): Promise<number[]>;
}

/** What a worker needs to run one attempt of any kind. */
export interface Claimable<Row, Given extends readonly unknown[]>
  extends Pick<Work<WorkTable, Row, never, Given>, 'get' | 'claim' | 'noteFailure' | 'fail' | 'finishCancel'> {
  watch(db: Db | Tx, id: string): Promise<{ readonly status: string; readonly attempt: number } | undefined>;
}
