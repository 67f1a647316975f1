import { z } from 'zod';
import { defineJob } from './types.ts';

const HOUR_MS = 3_600_000;

/** Retries a failed delivery according to its `downloads` row. The job's id is the download's id. */
export const uploadArtifact = defineJob({
  queue: 'artifact-uploads',
  payload: z.object({ download_id: z.uuid() }),
  result: z.void(),
  attempts: 12,
  backoff: { type: 'capped', delay: 10_000, jitter: 0.5, maxDelay: HOUR_MS },
  traced: true,
  sweep: { id: 'download_id', keepFailed: ['upload_failed'] },
});

/** Delivers every download that matches the filter of a `reprocess_runs` row. The job's id is the run's id. */
export const reprocessRun = defineJob({
  queue: 'artifact-uploads',
  payload: z.object({ run_id: z.uuid() }),
  result: z.void(),
  attempts: 12,
  backoff: { type: 'capped', delay: 10_000, jitter: 0.5, maxDelay: HOUR_MS },
  traced: true,
  sweep: { id: 'run_id' },
});
