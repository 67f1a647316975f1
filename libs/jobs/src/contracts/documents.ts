import { z } from 'zod';
import type { JobContract } from './types.ts';

/** Reads what was uploaded for a document and completes it, or says what is wrong. The job's id is the document's. */
export const verifyDocument = {
  queue: 'documents',
  payload: z.object({ doc_id: z.uuid() }),
  result: z.void(),
  attempts: 5,
  backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 },
} as const satisfies JobContract;

/** Moves the chunks of a storage server in `maintenance` to the others. The job's id is the server's. */
export const drainServer = {
  queue: 'documents',
  payload: z.object({ server_id: z.uuid() }),
  result: z.void(),
  attempts: 5,
  backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 },
} as const satisfies JobContract;

/** Reads stored documents again and reports what is no longer right. Runs every hour. */
export const scrubDocuments = {
  queue: 'documents',
  payload: z.object({}),
  result: z.object({ read: z.number().int(), damaged: z.number().int() }),
  attempts: 1,
} as const satisfies JobContract;
