import type { sweepSettings } from '@sluice/core/settings';
import type { z } from 'zod';
import type { QueueName } from './queue-table.ts';

/** `delay * 2 ** (attempt - 1)` milliseconds, less a random share up to `jitter`; `capped` waits at most `maxDelay`. */
export type Backoff =
  | { readonly type: 'exponential'; readonly delay: number; readonly jitter: number }
  | { readonly type: 'capped'; readonly delay: number; readonly jitter: number; readonly maxDelay: number };

type IntervalSetting = Extract<keyof z.output<typeof sweepSettings>, `${string}_${'SWEEP' | 'PROBE'}_MS`>;

/** Rows that should each have a job. The worker's processor of this kind has the query for them. */
export interface SweepDeclaration {
  /** The payload field with the row's id, which is also the job's id. */
  readonly id: string;
  /** Statuses of rows whose job is kept after its last attempt, for an operator to look at. */
  readonly keepFailed?: readonly string[];
}

interface AnyJob {
  readonly queue: QueueName;
  /** Ids only; everything else is in the row. */
  readonly payload: z.ZodType;
  /** What the processor returns; kept in Redis for waiting callers, never a system of record. */
  readonly result: z.ZodType;
  readonly attempts: number;
  readonly backoff?: Backoff;
  /** Whether attempts are recorded in `request_traces`, under the request that started the work. */
  readonly traced: boolean;
  /** A caller waits for the result: failures carry the full error, and the board hides possible account data. */
  readonly answersCaller?: boolean;
  /** For work that has a row: the orphan sweep adds a lost job again. */
  readonly sweep?: SweepDeclaration;
}

/** A job that is enqueued on request. */
interface RequestedJob extends AnyJob {
  readonly every?: never;
  readonly housekeeping?: never;
}

/** A scheduled job, with an empty payload. */
interface ScheduledJob extends AnyJob {
  /** Milliseconds between two runs, or the setting that holds them. */
  readonly every: number | IntervalSetting;
  /** Whether its result counts handled items, which `sluice_housekeeping_items_total` exposes. */
  readonly housekeeping: boolean;
}

/** The declarative part of a kind of job: its queue, payload, retries and monitoring. */
export type JobContract = RequestedJob | ScheduledJob;

/** Rejects, by `never`, a contract whose sweep names a field that its payload does not have. */
type SweepNamesField<C> = C extends { sweep: { id: infer Id }; payload: z.ZodType<infer Payload> }
  ? Id extends keyof Payload
    ? unknown
    : never
  : unknown;

/** Returns the contract unchanged, with its literal types. */
export const defineJob = <const C extends JobContract>(contract: C & SweepNamesField<C>): C => contract;
