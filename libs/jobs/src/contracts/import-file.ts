import { z } from 'zod';
import { defineJob } from './types.ts';

/** Runs one import according to its `bulk_import_jobs` row. The job's id is the row's id. */
export const importFile = defineJob({
  queue: 'imports',
  payload: z.object({ job_id: z.uuid() }),
  result: z.void(),
  attempts: 5,
  backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
  traced: true,
  sweep: { id: 'job_id' },
});
