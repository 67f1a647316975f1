import { sql } from 'drizzle-orm';
import { check, index, int, json, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, now, timestamp, uuid } from './columns.ts';

export const reprocessStatuses = ['pending', 'processing', 'completed', 'failed', 'cancelling', 'cancelled'] as const;

const count = (name: string) => int(name, { unsigned: true }).notNull().default(0);

/** Which failed deliveries a run processes; by default all of the account. */
export interface ReprocessFilter {
  /** Another account, or all accounts; operators only. */
  readonly account_id?: string;
  readonly tool?: string;
  readonly analysis_id?: string;
  /** Creation time of the download, ISO 8601: `from` inclusive, `to` exclusive. */
  readonly from?: string;
  readonly to?: string;
}

/** One re-processing run over failed deliveries. */
export const reprocessRuns = mysqlTable(
  'reprocess_runs',
  {
    runId: uuid('run_id').primaryKey(),
    accountId: accountId('account_id').notNull(),
    filter: json('filter').$type<ReprocessFilter>().notNull(),
    status: mysqlEnum('status', reprocessStatuses).notNull().default('pending'),
    /** Failed deliveries that match the filter, including those already processed. */
    matched: count('matched'),
    processed: count('processed'),
    succeeded: count('succeeded'),
    failed: count('failed'),
    attempt: count('attempt'),
    /** The last download tried; an interrupted run resumes after it. */
    reached: varchar('reached', { length: 64 }),
    errorCode: asciiName(64)('error_code'),
    errorMessage: varchar('error_message', { length: 1024 }),
    requestedBy: varchar('requested_by', { length: 255 }),
    traceId: uuid('trace_id').notNull(),
    enqueuedAt: timestamp('enqueued_at'),
    createdAt: timestamp('created_at').notNull().default(now),
    completedAt: timestamp('completed_at'),
    updatedAt: timestamp('updated_at').notNull().default(now),
  },
  (table) => [
    index('reprocess_runs_account').on(table.accountId, table.createdAt, table.runId),
    index('reprocess_runs_status').on(table.status, table.updatedAt),
    index('reprocess_runs_account_status').on(table.accountId, table.status, table.createdAt),
    // For the job list, its search and its charts.
    index('reprocess_runs_created').on(table.createdAt, table.runId),
    index('reprocess_runs_status_created').on(table.status, table.createdAt),
    index('reprocess_runs_completed').on(table.completedAt),
    index('reprocess_runs_account_completed').on(table.accountId, table.completedAt),
    index('reprocess_runs_trace').on(table.traceId),
    check('reprocess_runs_sum', sql`${table.succeeded} + ${table.failed} = ${table.processed}`),
  ],
);
export type ReprocessRun = typeof reprocessRuns.$inferSelect;
