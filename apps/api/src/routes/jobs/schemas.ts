import { z } from '@hono/zod-openapi';
import { jobKinds, jobStates } from '@sluice/db/jobs';

export const jobKind = z.enum(jobKinds);
export const jobState = z.enum(jobStates);

export const jobSchema = z
  .object({
    kind: jobKind,
    id: z.string(),
    account_id: z.string(),
    importer: z.string().nullable().describe('Of imports.'),
    tool: z.string().nullable().describe('Of analyses.'),
    file_name: z.string().nullable().describe('Null for runs, and once the document has been deleted.'),
    doc_id: z.uuid().nullable(),
    status: z.string().describe('As its kind has it.'),
    state: jobState.describe('The same in words that every kind shares; what is being cancelled still runs.'),
    percent: z.number().min(0).max(100).nullable().describe('Null until the whole is known.'),
    total_rows: z.number().int().nullable().describe('Rows of the file; of a run its files.'),
    failed_rows: z.number().int().nullable().describe('Of imports: rows with errors; of runs: files.'),
    error_code: z.string().nullable(),
    created_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    completed_at: z.iso.datetime().nullable(),
    trace_id: z.uuid(),
    url: z.string().describe('Where the API has all of it.'),
  })
  .openapi('Job');

const count = z.number().int().min(0);
const endedSchema = z.object({ succeeded: count, failed: count, cancelled: count }).openapi('EndedJobs');

const quantiles = z
  .object({ jobs: count, p50_ms: z.number().int(), p95_ms: z.number().int() })
  .nullable()
  .describe('Nearest ranks; null where no job ended.');
const latencySchema = z
  .object({
    waiting: quantiles.describe('From accepted to its first start.'),
    running: quantiles.describe('From there to its end.'),
  })
  .openapi('JobLatency');
const latencies = { import: latencySchema, analysis: latencySchema };

export const jobStatsSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    bucket_seconds: z.number().int(),
    ended: z.object({ import: endedSchema, analysis: endedSchema, reprocess: endedSchema }),
    rows_imported: count,
    latency: z.object(latencies),
    buckets: z
      .array(
        z
          .object({
            start: z.iso.datetime(),
            ended: z.object({ import: endedSchema, analysis: endedSchema, reprocess: endedSchema }),
            rows_imported: count.describe('Written by imports that ended in it; dry runs write none.'),
            latency: z.object(latencies),
          })
          .openapi('JobStatsBucket'),
      )
      .describe('All of them in order, also those in which nothing ended.'),
  })
  .openapi('JobStats');
