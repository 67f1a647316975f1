import { z } from 'zod';
import { defineJob } from './types.ts';

/** Converts the CSV result file of a finished import to another format, as a separate download. */
export const exportResults = defineJob({
  queue: 'exports',
  payload: z.object({ job_id: z.uuid(), format: z.enum(['xlsx', 'json']) }),
  result: z.void(),
  attempts: 5,
  backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
  traced: true,
});
