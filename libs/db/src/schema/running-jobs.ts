import { boolean, index, int, mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { asciiName, now, timestamp, uuid } from './columns.ts';

/** Unfinished jobs whose worker has died, as their last run began. */
export const runningJobs = mysqlTable(
  'running_jobs',
  {
    kind: asciiName(32)('kind').notNull(),
    jobId: asciiName(128)('job_id').notNull(),
    /** The run that wrote the row; only it may remove it. */
    runId: uuid('run_id').notNull(),
    /** Whether it runs alone in its worker, so that a crash can only be its own. */
    alone: boolean('alone').notNull().default(false),
    /** Crashes since it last made progress while it ran alone. */
    crashes: int('crashes', { unsigned: true }).notNull().default(0),
    /** How often the queue had lost the job's worker when this run began. */
    stalls: int('stalls', { unsigned: true }).notNull().default(0),
    /** How far the work had come when this run began; empty if its kind does not say. */
    progress: asciiName(64)('progress').notNull().default(''),
    startedAt: timestamp('started_at').notNull().default(now),
  },
  (table) => [primaryKey({ columns: [table.kind, table.jobId] }), index('running_jobs_started').on(table.startedAt)],
);
