import { contractOf, type JobKind } from '@sluice/jobs';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { lookedUpMetrics, type Sources } from './looked-up.ts';

/** `stopped`: given back, because the worker stops. `retried`: failed, and will be tried again. */
export type JobOutcome = 'completed' | 'failed' | 'retried' | 'stopped';

export interface WorkerMetrics {
  readonly contentType: string;
  /** Everything as Prometheus reads it. */
  render(): Promise<string>;
  jobEnded(kind: JobKind, outcome: JobOutcome, seconds: number): void;
  /** What a job says that it has done, if it is one that keeps the house. */
  housekept(kind: JobKind, result: unknown): void;
  importedRows(rows: number): void;
}

/** One worker's metrics. What is looked up is the same on every worker: of several take the maximum, not the sum. */
export function createWorkerMetrics(sources: Sources): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const refresh = lookedUpMetrics(sources, registry);
  const importRows = new Counter({
    name: 'sluice_import_rows_total',
    help: 'Records of imports that were checked, and written or reported as errors.',
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    async render() {
      await refresh();
      return registry.metrics();
    },
    importedRows: (rows) => importRows.inc(rows),
    ...jobMetrics(registry),
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
