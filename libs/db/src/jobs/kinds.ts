import { type SQL, sql } from 'drizzle-orm';
import type { WorkStatus } from '../lifecycle/index.ts';

export const jobKinds = ['import', 'analysis', 'reprocess'] as const;
export type JobListKind = (typeof jobKinds)[number];

/** The state of a job, with the same names for every kind. */
export const jobStates = ['waiting', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

/** A job that is being cancelled is still running. */
const states = {
  pending: 'waiting',
  queued: 'waiting',
  processing: 'running',
  cancelling: 'running',
  completed: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<WorkStatus, JobState>;

export const stateOf = (status: keyof typeof states): JobState => states[status];

/** The statuses of all kinds that map to one of these states. */
export const statusesOf = (wanted: readonly JobState[]): string[] =>
  Object.entries(states).flatMap(([status, state]) => (wanted.includes(state) ? [status] : []));

/** The table of a kind of job, and its id column. */
interface JobTable {
  readonly table: SQL;
  readonly id: SQL;
}
const name = (text: string): SQL => sql.raw(`\`${text}\``);
export const jobTables = {
  import: { table: name('bulk_import_jobs'), id: name('id') },
  analysis: { table: name('analysis_reports'), id: name('analysis_id') },
  reprocess: { table: name('reprocess_runs'), id: name('run_id') },
} as const satisfies Record<JobListKind, JobTable>;
