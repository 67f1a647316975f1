import type { SQL } from 'drizzle-orm';
import type { MySqlColumn, MySqlTable, MySqlUpdateSetSource } from 'drizzle-orm/mysql-core';
import type { Db, Tx } from '../client.ts';
import type { Edge, WaitingStatus } from './transitions.ts';

/** A table whose rows are units of work: these columns are what the lifecycle reads and writes. */
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

/** Columns that go with a change of status. */
export type WorkSet<T extends WorkTable> = Omit<MySqlUpdateSetSource<T>, 'status'>;
export type StatusOf<T extends WorkTable> = T['$inferSelect']['status'];

/** What one kind of work adds to the common lifecycle. */
export interface WorkDefinition<
  T extends WorkTable,
  C extends Readonly<Record<string, MySqlColumn>>,
  E extends Readonly<Record<string, Edge>>,
  Given extends readonly unknown[],
> {
  readonly table: T;
  /** The column of the id that the queue carries. */
  readonly id: MySqlColumn;
  readonly waiting: WaitingStatus;
  readonly edges: E;
  /** What workers read of a row. */
  readonly columns: C;
  /** The index by (account, status): the other indexes on accounts would be read through every finished row, too. */
  readonly accountIndex: string;
  /** Columns that a claim sets beside the attempt, from what the caller of `claim` gives. */
  readonly onClaim?: (...given: Given) => WorkSet<T>;
  /** Columns that change when a stopping worker gives the row back. */
  readonly onRelease?: WorkSet<T>;
}

export type Claim<Row> =
  | { readonly claimed: true; readonly row: Row }
  | { readonly claimed: false; readonly row: Row | undefined };

/** A row under the attempt that works on it. Only the newest attempt may change anything. */
export interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

export interface Failure {
  readonly code: string;
  /** The first 1,024 characters are stored. */
  readonly message: string;
}

/** What the sweep for rows without jobs asks. */
export interface UnqueuedQuery {
  /** A new row that the queue has not confirmed for this long was lost on its way. */
  readonly graceSeconds: number;
  /** An unfinished row without a change for this long may have lost its job. */
  readonly quietSeconds: number;
  readonly limit: number;
  readonly afterId?: string;
}

/** The verbs of one kind of work. Each write is one guarded update. */
export interface Work<T extends WorkTable, Row, Name, Given extends readonly unknown[]> {
  /** For workers, which get ids from the queue and act for every account. */
  get(db: Db | Tx, id: string): Promise<Row | undefined>;
  /** One guarded update; false when the row is not where the transition starts, or not what `guard` asks. */
  changeStatus(db: Db | Tx, id: string, name: Name, set?: WorkSet<T>, guard?: SQL): Promise<boolean>;
  /** Guard of a write: only the newest attempt may make it. */
  ofAttempt(attempt: number): SQL;
  /**
   * Takes the row for this worker under a new attempt number; from then on no earlier attempt can commit anything.
   * Not claimed: the row is gone, final or being cancelled.
   */
  claim(db: Db, id: string, ...given: Given): Promise<Claim<Row>>;
  /** Whether the row is still this attempt's to work on. */
  watch(db: Db | Tx, id: string): Promise<{ readonly status: StatusOf<T>; readonly attempt: number } | undefined>;
  /** The row ends as `failed`, with the reason. With `attempt`, only if no newer one has taken over. */
  fail(db: Db | Tx, id: string, failure: Failure & { readonly attempt?: number }): Promise<boolean>;
  /** Records on the row why an attempt failed that will be retried. The next claim clears it. */
  noteFailure(db: Db, at: Attempt, failure: Failure): Promise<void>;
  /** A stopping worker gives the row back in good order. */
  release(db: Db, at: Attempt): Promise<void>;
  /**
   * Cancels work. A row that no worker has at the moment is `cancelled` at once: it waits for its first worker, for a
   * retry, or for the end of the pause after a failed attempt. False: it is already final or being cancelled.
   */
  requestCancel(db: Db, key: { readonly accountId: string; readonly id: string }): Promise<boolean>;
  /** The worker has stopped: `cancelling` becomes `cancelled`. */
  finishCancel(db: Db, id: string): Promise<boolean>;
  /** The queue has taken the jobs of these rows. */
  markEnqueued(db: Db, ids: readonly string[]): Promise<void>;
  /** Rows that should have a job in the queue but may have none, in the order of their ids. */
  listUnqueued(db: Db, query: UnqueuedQuery): Promise<{ id: string; status: StatusOf<T> }[]>;
  /** How many unfinished rows the account has, counted no further than `atMost`. */
  countUnfinished(db: Db, accountId: string, atMost: number): Promise<number>;
}

/** What a worker needs to run one attempt, of whatever kind. */
export interface Claimable<Row, Given extends readonly unknown[]>
  extends Pick<
    Work<WorkTable, Row, never, Given>,
    'get' | 'claim' | 'release' | 'noteFailure' | 'fail' | 'finishCancel'
  > {
  watch(db: Db | Tx, id: string): Promise<{ readonly status: string; readonly attempt: number } | undefined>;
}
