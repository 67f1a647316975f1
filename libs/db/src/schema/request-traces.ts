import { bigint, index, json, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { accountId, now, timestamp, uuid } from './columns.ts';

export const traceStatuses = ['IN_PROGRESS', 'SUCCESS', 'FAILED'] as const;
export type TraceStatus = (typeof traceStatuses)[number];

/** One request or job from start to end. The parent of a job's trace is the trace of its request. */
export const requestTraces = mysqlTable(
  'request_traces',
  {
    traceId: uuid('trace_id').primaryKey(),
    parentTraceId: uuid('parent_trace_id'),
    accountId: accountId('account_id'),
    operation: varchar('operation', { length: 128 }).notNull(),
    docId: uuid('doc_id'),
    jobId: uuid('job_id'),
    status: mysqlEnum('status', traceStatuses).notNull().default('IN_PROGRESS'),
    startTime: timestamp('start_time').notNull().default(now),
    endTime: timestamp('end_time'),
    durationMs: bigint('duration_ms', { mode: 'number', unsigned: true }),
    metadata: json('metadata').$type<Record<string, unknown>>(),
  },
  (table) => [
    index('request_traces_account').on(table.accountId, table.startTime),
    index('request_traces_operation').on(table.accountId, table.operation, table.startTime),
    index('request_traces_status').on(table.accountId, table.status, table.startTime),
    // For retention, which queries across accounts.
    index('request_traces_start').on(table.startTime),
    index('request_traces_parent').on(table.parentTraceId),
    index('request_traces_job').on(table.jobId),
    index('request_traces_doc').on(table.docId),
  ],
);
export type RequestTrace = typeof requestTraces.$inferSelect;
