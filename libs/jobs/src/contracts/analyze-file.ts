import { z } from 'zod';
import { analysisResult } from '../report/report.ts';
import { defineJob } from './types.ts';

/** Runs one analysis according to its `analysis_reports` row. The job's id is the row's analysis_id. */
export const analyzeFile = defineJob({
  queue: 'analyses',
  payload: z.object({ analysis_id: z.uuid() }),
  result: z.void(),
  // As an import: both wait for the same stored document.
  attempts: 5,
  backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
  traced: true,
  sweep: { id: 'analysis_id' },
});

/** Analyzes a small file while the caller waits; returns the complete final object. */
export const analyzeSync = defineJob({
  queue: 'sync-analyses',
  payload: z.object({ analysis_id: z.uuid() }),
  result: analysisResult,
  attempts: 1,
  traced: true,
  answersCaller: true,
});
