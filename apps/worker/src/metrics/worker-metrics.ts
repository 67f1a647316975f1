import type { Warning } from '@sluice/core';
import { contractOf, type JobKind } from '@sluice/jobs';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { lookedUpMetrics, type Sources } from './looked-up.ts';
import { createUploadCounters, type UploadCounters } from './upload-counters.ts';

/** `stopped`: released because the worker shut down. `retried`: failed and will be retried. */
export type JobOutcome = 'completed' | 'failed' | 'retried' | 'stopped';

export interface WorkerMetrics extends UploadCounters {
  readonly contentType: string;
  /** All metrics in the Prometheus text format. */
  render(): Promise<string>;
  jobEnded(kind: JobKind, outcome: JobOutcome, seconds: number): void;
  /** Counts the items that a maintenance job reports as handled. */
  housekept(kind: JobKind, result: unknown): void;
  importedRows(rows: number): void;
  deletedRows(rows: number): void;
  /** Counts the warnings of a finished import or analysis. */
  warned(work: 'import' | 'analysis', warnings: readonly Warning[]): void;
}

/** One worker's metrics. Values from Redis and MySQL are the same on every worker: aggregate with max, not sum. */
export function createWorkerMetrics(sources: Sources): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const refresh = lookedUpMetrics(sources, registry);
  const importRows = new Counter({
    name: 'sluice_import_rows_total',
    help: 'Import records that were checked and then written or reported as row errors.',
    registers: [registry],
  });
  const deletedRows = new Counter({
    name: 'sluice_import_deleted_rows_total',
    help: 'Rows of tables that imports with on_absent=delete have deleted.',
    registers: [registry],
  });
  const warnings = new Counter({
    name: 'sluice_file_warnings_total',
    help: 'Warnings about files that were imported or analyzed, by code; each counts once per file and column.',
    labelNames: ['work', 'code'],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    async render() {
      await refresh();
      return registry.metrics();
    },
    importedRows: (rows) => importRows.inc(rows),
    deletedRows: (rows) => deletedRows.inc(rows),
    warned: (work, found) => {
      for (const { code } of found) warnings.inc({ work, code });
    },
    ...jobMetrics(registry),
    ...createUploadCounters([registry]),
  };
}

function jobMetrics(registry: Registry): Pick<WorkerMetrics, 'jobEnded' | 'housekept'> {
  const registers = [registry];
  const jobs = new Counter({
    name: 'sluice_jobs_total',
    help: 'Job attempts that ended on this worker.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'sluice_job_duration_seconds',
    help: 'Duration of job attempts.',
    labelNames: ['kind'],
    buckets: [0.05, 0.25, 1, 5, 15, 60, 300, 1_800, 7_200],
    registers,
  });
  const housekeeping = new Counter({
    name: 'sluice_housekeeping_items_total',
    help: 'Items handled by scheduled jobs, by outcome: requeued, expired, deleted, orphans, damaged and so on.',
    labelNames: ['kind', 'what'],
    registers,
  });
  return {
    jobEnded(kind, outcome, seconds) {
      jobs.inc({ kind, outcome });
      durations.observe({ kind }, seconds);
    },
    housekept(kind, result) {
      if (!contractOf(kind).housekeeping) return;
      for (const [what, count] of Object.entries(result ?? {})) {
        if (typeof count === 'number') housekeeping.inc({ kind, what }, count);
      }
    },
  };
}
