import { z } from 'zod';
import { defineJob } from './types.ts';

const HOUR_MS = 3_600_000;

/** Verifies an uploaded document, then completes it or records what is wrong. The job's id is the document's. */
export const verifyDocument = defineJob({
  queue: 'documents',
  payload: z.object({ doc_id: z.uuid() }),
  result: z.void(),
  attempts: 5,
  backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 },
  traced: true,
  sweep: { id: 'doc_id' },
});

/** Drains a storage server: moves its chunks to the others. The job's id is the server's. */
export const drainServer = defineJob({
  queue: 'documents',
  payload: z.object({ server_id: z.uuid() }),
  result: z.void(),
  attempts: 5,
  backoff: { type: 'exponential', delay: 5_000, jitter: 0.5 },
  traced: false,
  sweep: { id: 'server_id' },
});

/** Scrubs stored documents: reads them again and reports damage. */
export const scrubDocuments = defineJob({
  queue: 'documents',
  payload: z.object({}),
  result: z.object({ read: z.number().int(), damaged: z.number().int() }),
  attempts: 1,
  traced: false,
  every: HOUR_MS,
  housekeeping: true,
});
