import type { z } from 'zod';

export const queueNames = ['imports', 'previews', 'exports', 'maintenance'] as const;
export type QueueName = (typeof queueNames)[number];

/** What stands beside a job's kind: where it waits, what it carries, how often it is tried. */
export interface JobContract<Payload extends z.ZodType = z.ZodType, Result extends z.ZodType = z.ZodType> {
  readonly queue: QueueName;
  /** Ids only: the row holds the rest. */
  readonly payload: Payload;
  /** What the processor answers; kept in Redis for callers that wait, never the record of anything. */
  readonly result: Result;
  readonly attempts: number;
  readonly backoff?: { readonly type: 'exponential'; readonly delay: number; readonly jitter: number };
}
