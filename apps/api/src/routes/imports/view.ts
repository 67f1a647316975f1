import type { z } from '@hono/zod-openapi';
import { type Download, resultKinds } from '@sluice/db/downloads';
import type { BulkImportJob, ImportProgress } from '@sluice/db/imports';
import { isFinal } from '@sluice/db/lifecycle';
import { type ImportOptions, importOutcome } from '@sluice/jobs';
import { publicErrorOf } from '../../problem.ts';
import type { downloadSchema } from '../downloads/schemas.ts';
import { type Bucket, viewDownload } from '../downloads/view.ts';
import { viewRead } from '../reading.ts';
import type { importSchema, progressSchema, summarySchema } from './schemas.ts';
import { importUrl, resultsUrl } from './shared.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Rows done so far. An all-or-nothing import counts rows only at its end, so its checked rows stand in. */
function rowsDone({ options, processedRows, checkedRows }: ImportProgress): number {
  return options.on_invalid === 'abort' ? Math.max(processedRows, checkedRows) : processedRows;
}

/** Rows per second since the first start, by the database's clock. Null until time has passed. */
function paceOf(job: ImportProgress): number | null {
  if (!job.startedAt) return null;
  const seconds = ((job.completedAt ?? job.updatedAt).getTime() - job.startedAt.getTime()) / 1_000;
  return seconds > 0 ? Math.round((rowsDone(job) / seconds) * 10) / 10 : null;
}

/** Rounded down: only a finished import shows 100. */
function percentOf(job: ImportProgress): number | null {
  if (job.totalRows === null) return null;
  if (job.totalRows === 0 || job.status === 'completed') return 100;
  // Rows to delete are work like records. Some of them may be gone or refused, so that their count is not always reached.
  const toDelete = job.deletion?.absent ?? 0;
  return Math.min(100, Math.floor(((rowsDone(job) + job.deletedRows) / (job.totalRows + toDelete)) * 10_000) / 100);
}

function etaOf(job: ImportProgress): number | null {
  if (isFinal(job.status)) return job.status === 'completed' ? 0 : null;
  const pace = paceOf(job);
  if (job.totalRows === null || !pace) return null;
  return Math.ceil((job.totalRows - rowsDone(job)) / pace);
}

/** The progress of the import as the API returns it. */
export const viewProgress = (job: ImportProgress): z.output<typeof progressSchema> => ({
  job_id: job.id,
  status: job.status,
  attempt: job.attempt,
  total_rows: job.totalRows,
  processed_rows: job.processedRows,
  successful_rows: job.succeededRows,
  failed_rows: job.failedRows,
  skipped_rows: job.skippedRows,
  inserted_rows: job.insertedRows,
  updated_rows: job.updatedRows - job.unchangedRows,
  unchanged_rows: job.unchangedRows,
  deleted_rows: job.deletedRows,
  generated_keys: job.generatedKeys,
  outcome: job.status === 'completed' ? importOutcome(job) : null,
  percent: percentOf(job),
  rows_per_second: paceOf(job),
  eta_seconds: etaOf(job),
  error_code: job.errorCode,
  error_message: publicErrorOf(job),
  warning_count: job.warningCount,
});

/** The import as lists show it. */
export const viewSummary = (job: BulkImportJob): z.output<typeof summarySchema> => ({
  ...viewProgress(job),
  account_id: job.accountId,
  importer: job.importer,
  importer_version: job.importerVersion ?? 1,
  doc_id: job.docId,
  options: job.options as ImportOptions,
  requested_by: job.requestedBy,
  trace_id: job.traceId,
  status_url: importUrl(job.importer, job.id),
  created_at: job.createdAt.toISOString(),
  started_at: iso(job.startedAt),
  completed_at: iso(job.completedAt),
});

/** This URL also creates the result file in formats that do not exist yet. */
const viewResultFile = (bucket: Bucket, job: BulkImportJob, download: Download): z.output<typeof downloadSchema> => ({
  ...viewDownload(bucket, download),
  content: resultsUrl(job.importer, job.id, download.format, download.kind === resultKinds.failed ? 'failed' : 'all'),
});

/** The full import as the API returns it. */
export const viewImport = (
  bucket: Bucket,
  job: BulkImportJob,
  downloads: readonly Download[],
): z.output<typeof importSchema> => ({
  ...viewSummary(job),
  ...viewRead(job),
  errors: job.errors,
  downloads: downloads.map((download) => viewResultFile(bucket, job, download)),
});
