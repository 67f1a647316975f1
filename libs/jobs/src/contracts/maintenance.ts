import { z } from 'zod';
import type { JobContract } from './types.ts';

/** Adds what has a row but no job, fails what has a job but no row. Runs every 30 s. */
export const requeueOrphans = {
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ requeued: z.number().int(), removed: z.number().int() }),
  attempts: 1,
} as const satisfies JobContract;

/** Deletes idempotency keys past their 24 h. Runs every hour. */
export const purgeIdempotencyKeys = {
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ deleted: z.number().int() }),
  attempts: 1,
} as const satisfies JobContract;

/** Ends upload sessions and URLs that nobody used, with what they left. Runs every 5 minutes. */
export const expireSessions = {
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({
    expired: z.number().int(),
    prolonged: z.number().int(),
    verifying: z.number().int(),
    /** Objects. */
    deleted: z.number().int(),
    /** Uploads whose storage did not answer. */
    skipped: z.number().int(),
  }),
  attempts: 1,
} as const satisfies JobContract;

/** Asks every storage server whether it is there. Runs every 10 s. */
export const probeStorage = {
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ up: z.number().int(), down: z.number().int() }),
  attempts: 1,
} as const satisfies JobContract;

/** Aborts multipart uploads that killed processes left open, a day after they began. Runs every hour. */
export const abortStaleUploads = {
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ aborted: z.number().int() }),
  attempts: 1,
} as const satisfies JobContract;

/** Deletes what has been kept for its time, objects first, and finds orphans on both sides. Runs every hour. */
export const applyRetention = {
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ expired: z.number().int(), orphans: z.number().int() }),
  attempts: 1,
} as const satisfies JobContract;
