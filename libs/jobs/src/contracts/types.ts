import type { sweepSettings } from '@sluice/core/settings';
import type { z } from 'zod';
import type { QueueName } from './queue-table.ts';

/** `delay * 2 ** (attempt - 1)` milliseconds, less up to `jitter` of it; `capped` never waits longer than `maxDelay`. */
export type Backoff =
  | { readonly type: 'exponential'; readonly delay: number; readonly jitter: number }
  | { readonly type: 'capped'; readonly delay: number; readonly jitter: number; readonly maxDelay: number };

type IntervalSetting = Extract<keyof z.output<typeof sweepSettings>, `${string}_${'SWEEP' | 'PROBE'}_MS`>;

/** Rows that should each have a job. The worker's processor of the kind has the query that finds them. */
export interface SweepDeclaration {
  /** The field of the payload that holds the row's id, which is the job's id too. */
  readonly id: string;
  /** Statuses of rows whose job stays although its attempts are used up: an operator is to look at it. */
  readonly keepFailed?: readonly string[];
}

interface AnyJob {
  readonly queue: QueueName;
  /** Ids only: the row holds the rest. */
  readonly payload: z.ZodType;
  /** What the processor returns; kept in Redis for callers that wait, never the record of anything. */
  readonly result: z.ZodType;
  readonly attempts: number;
  readonly backoff?: Backoff;
  /** Whether attempts are recorded in `request_traces`, under the request that asked for the work. */
  readonly traced: boolean;
  /** A caller waits for the result: failures carry the whole error, and the board hides what may be account data. */
  readonly answersCaller?: boolean;
  /** For work that has a row: the job is added again when it is lost. */
  readonly sweep?: SweepDeclaration;
}

/** A job that is asked for. */
interface RequestedJob extends AnyJob {
  readonly every?: never;
  readonly housekeeping?: never;
}

/** A job that runs by the clock, with an empty payload. */
interface ScheduledJob extends AnyJob {
  /** Milliseconds between two runs, or the setting that holds them. */
  readonly every: number | IntervalSetting;
  /** Whether its result counts handled items, which `sluice_housekeeping_items_total` exposes. */
  readonly housekeeping: boolean;
}

/** Everything about a kind of job that is not code: where it waits, what it carries, how it is retried and watched. */
export type JobContract = RequestedJob | ScheduledJob;

/** `unknown` where the sweep of a contract names a field of its payload; otherwise nothing fits. */
type SweepNamesField<C> = C extends { sweep: { id: infer Id }; payload: z.ZodType<infer Payload> }
  ? Id extends keyof Payload
    ? unknown
    : never
  : unknown;

/** A contract as it stands, with its own types. */
export const defineJob = <const C extends JobContract>(contract: C & SweepNamesField<C>): C => contract;
