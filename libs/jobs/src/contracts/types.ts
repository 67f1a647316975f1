import type { z } from 'zod';

export const queueNames = [
  'imports',
  'previews',
  'exports',
  'analyses',
  'sync-analyses',
  'artifact-uploads',
  'documents',
  'maintenance',
] as const;
export type QueueName = (typeof queueNames)[number];

/** `delay * 2 ** (attempt - 1)` milliseconds, less up to `jitter` of it; `capped` never waits longer than `maxDelay`. */
export type Backoff =
  | { readonly type: 'exponential'; readonly delay: number; readonly jitter: number }
  | { readonly type: 'capped'; readonly delay: number; readonly jitter: number; readonly maxDelay: number };

/** What stands beside a job's kind: where it waits, what it carries, how often it is tried. */
export interface JobContract<Payload extends z.ZodType = z.ZodType, Result extends z.ZodType = z.ZodType> {
  readonly queue: QueueName;
  /** Ids only: the row holds the rest. */
  readonly payload: Payload;
  /** What the processor answers; kept in Redis for callers that wait, never the record of anything. */
  readonly result: Result;
  readonly attempts: number;
  readonly backoff?: Backoff;
}
