import { z } from 'zod';
import { defineJob } from './types.ts';

const HOUR_MS = 3_600_000;

/** Adds jobs for rows that have lost theirs. */
export const requeueOrphans = defineJob({
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ requeued: z.number().int(), removed: z.number().int() }),
  attempts: 1,
  traced: false,
  every: 'ORPHAN_SWEEP_MS',
  housekeeping: true,
});

/** Deletes idempotency keys after 24 h. */
export const purgeIdempotencyKeys = defineJob({
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ deleted: z.number().int() }),
  attempts: 1,
  traced: false,
  every: HOUR_MS,
  housekeeping: true,
});

/** Ends idle upload sessions and uploads with expired URLs, and deletes their objects. */
export const expireSessions = defineJob({
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({
    expired: z.number().int(),
    prolonged: z.number().int(),
    verifying: z.number().int(),
    /** Objects. */
    deleted: z.number().int(),
    /** Uploads whose storage server is unreachable. */
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

/** Aborts abandoned multipart uploads a day after they started. */
export const abortStaleUploads = defineJob({
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({ aborted: z.number().int() }),
  attempts: 1,
  traced: false,
  every: HOUR_MS,
  housekeeping: true,
});

/** Deletes expired data, objects first, and finds orphaned rows and objects. */
export const applyRetention = defineJob({
  queue: 'maintenance',
  payload: z.object({}),
  result: z.object({
    expired: z.number().int(),
    orphans: z.number().int(),
    /** Items and steps that failed, if any did; the log names them. */
    failed: z.number().int().optional(),
    /** Items of sweeps that wait for an operator, if there are any. */
    held: z.number().int().optional(),
  }),
  attempts: 1,
  traced: false,
  every: HOUR_MS,
  housekeeping: true,
});
