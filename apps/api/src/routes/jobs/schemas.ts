import { z } from '@hono/zod-openapi';
import { jobKinds, jobStates } from '@sluice/db/jobs';
import { importOutcomeSchema } from '../imports/schemas.ts';

export const jobKind = z.enum(jobKinds);
export const jobState = z.enum(jobStates);

export const jobSchema = z
  .object({
    kind: jobKind,
    id: z.string(),
    account_id: z.string(),
    importer: z.string().nullable().describe('For imports.'),
    tool: z.string().nullable().describe('For analyses.'),
    file_name: z.string().nullable().describe('Null for re-processing runs and after the document was deleted.'),
    doc_id: z.uuid().nullable(),
    status: z.string().describe('The status in terms of its kind.'),
    state: jobState.describe(
      'The status in terms that all kinds share; a job that is being cancelled counts as running.',
    ),
    percent: z.number().min(0).max(100).nullable().describe('Null until the total is known.'),
    total_rows: z.number().int().nullable().describe('Records in the file; for re-processing runs, artifacts.'),
    failed_rows: z
      .number()
      .int()
      .nullable()
      .describe('Records with errors; for re-processing runs, artifacts that failed again.'),
    dry_run: z.boolean().nullable().describe('For imports: whether nothing is written.'),
    outcome: importOutcomeSchema,
    warning_count: z.number().int().describe('Warnings about how the file was read; see the full resource.'),
    error_code: z.string().nullable(),
    created_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    completed_at: z.iso.datetime().nullable(),
    expires_at: z.iso
      .datetime()
      .nullable()
      .describe('When its record is deleted; rows that it wrote are kept. Null until it has finished.'),
    trace_id: z.uuid(),
    url: z.string().describe('API path of the full resource.'),
  })
  .openapi('Job');

const count = z.number().int().min(0);
const endedSchema = z.object({ succeeded: count, failed: count, cancelled: count }).openapi('EndedJobs');

const quantiles = z
  .object({ jobs: count, p50_ms: z.number().int(), p95_ms: z.number().int() })
  .nullable()
  .describe('Nearest-rank percentiles; null where no job ended.');
const latencySchema = z
  .object({
    waiting: quantiles.describe('From accepted to first start.'),
    running: quantiles.describe('From first start to end.'),
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
            rows_imported: count.describe('Rows written by imports that ended in this bucket; dry runs write none.'),
            latency: z.object(latencies),
          })
          .openapi('JobStatsBucket'),
      )
      .describe('Every bucket in order, including empty ones.'),
  })
  .openapi('JobStats');
