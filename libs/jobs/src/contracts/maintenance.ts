import { z } from 'zod';
import { defineJob } from './types.ts';

const HOUR_MS = 3_600_000;

/** Adds what has a row but no job, fails what has a job but no row. */
export const requeueOrphans = defineJob({
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ requeued: z.number().int(), removed: z.number().int() }),
  attempts: 1,
  traced: false,
  every: 'ORPHAN_SWEEP_MS',
  housekeeping: true,
});

/** Deletes idempotency keys past their 24 h. */
export const purgeIdempotencyKeys = defineJob({
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ deleted: z.number().int() }),
  attempts: 1,
  traced: false,
  every: HOUR_MS,
  housekeeping: true,
});

/** Ends idle upload sessions and expired URLs, and deletes what they left. */
export const expireSessions = defineJob({
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
  traced: false,
  every: 'SESSION_SWEEP_MS',
  housekeeping: true,
});

/** Sends a heartbeat request to every storage server. */
export const probeStorage = defineJob({
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ up: z.number().int(), down: z.number().int() }),
  attempts: 1,
  traced: false,
  every: 'STORAGE_PROBE_MS',
  housekeeping: false,
});

/** Aborts multipart uploads that killed processes left open, a day after they began. */
export const abortStaleUploads = defineJob({
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ aborted: z.number().int() }),
  attempts: 1,
  traced: false,
  every: HOUR_MS,
  housekeeping: true,
});

/** Deletes what has been kept for its time, objects first, and finds orphans on both sides. */
export const applyRetention = defineJob({
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ expired: z.number().int(), orphans: z.number().int() }),
  attempts: 1,
  traced: false,
  every: HOUR_MS,
  housekeeping: true,
});
