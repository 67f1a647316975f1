import { type SQL, sql } from 'drizzle-orm';
import type { WorkStatus } from '../lifecycle/index.ts';
import type { ListIndexes } from '../page.ts';

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

/** The statuses that only analyses, or only the other kinds, have. */
const isOf = (kind: JobListKind, status: string): boolean => status !== (kind === 'analysis' ? 'pending' : 'queued');

/** The statuses of a kind that map to one of these states. */
export const statusesOf = (kind: JobListKind, wanted: readonly JobState[]): string[] =>
  Object.entries(states).flatMap(([status, state]) => (wanted.includes(state) && isOf(kind, status) ? [status] : []));

/** The table of a kind of job, its id column and its indexes. */
interface JobTable {
  readonly table: SQL;
  readonly id: SQL;
  readonly indexes: Required<ListIndexes>;
}
const name = (text: string): SQL => sql.raw(`\`${text}\``);
export const jobTables = {
  import: {
    table: name('bulk_import_jobs'),
    id: name('id'),
    indexes: {
      account: 'bulk_import_jobs_account_created',
      accountStatus: 'bulk_import_jobs_account_status',
      every: 'bulk_import_jobs_created',
      everyStatus: 'bulk_import_jobs_status_created',
    },
  },
  analysis: {
    table: name('analysis_reports'),
    id: name('analysis_id'),
    indexes: {
      account: 'analysis_reports_account',
      accountStatus: 'analysis_reports_account_status',
      every: 'analysis_reports_created',
      everyStatus: 'analysis_reports_status_created',
    },
  },
  reprocess: {
    table: name('reprocess_runs'),
    id: name('run_id'),
    indexes: {
      account: 'reprocess_runs_account',
      accountStatus: 'reprocess_runs_account_status',
      every: 'reprocess_runs_created',
      everyStatus: 'reprocess_runs_status_created',
    },
  },
} as const satisfies Record<JobListKind, JobTable>;
