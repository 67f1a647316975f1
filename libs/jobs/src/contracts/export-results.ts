import { z } from 'zod';
import { defineJob } from './types.ts';

/** Converts the CSV result file of a finished import to another format, or only its failed rows, as a separate download. */
export const exportResults = defineJob({
  queue: 'exports',
  payload: z.object({
    job_id: z.uuid(),
    format: z.enum(['csv', 'xlsx', 'json']),
    /** Default: all. Of these the CSV exists, so that only the failed ones are converted to it. */
    rows: z.enum(['all', 'failed']).optional(),
  }),
  result: z.void(),
  attempts: 5,
  backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
  traced: true,
});
