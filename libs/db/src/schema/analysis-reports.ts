import { sql } from 'drizzle-orm';
import { bigint, check, index, int, json, mysqlEnum, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, now, timestamp, uuid } from './columns.ts';
import { documents } from './documents.ts';

export const analysisStatuses = ['queued', 'processing', 'completed', 'failed', 'cancelling', 'cancelled'] as const;

/** One analysis: what was asked, how far it is, and in the end its report. */
export const analysisReports = mysqlTable(
  'analysis_reports',
  {
    id: bigint('id', { mode: 'number', unsigned: true }).autoincrement().primaryKey(),
    /** UUIDv7; the column is as wide as the ids of systems that analyses may be taken over from. */
    analysisId: asciiName(128)('analysis_id').notNull(),
    accountId: accountId('account_id').notNull(),
    /** Null once the document has been deleted, which only one in use is safe from. */
    docId: uuid('doc_id').references(() => documents.docId, { onDelete: 'set null' }),
    tool: asciiName(64)('tool').notNull(),
    status: mysqlEnum('status', analysisStatuses).notNull().default('queued'),
    /** What it does now, in a word or two, and how far the whole is. */
    phase: asciiName(32)('phase'),
    percent: int('percent', { unsigned: true }).notNull().default(0),
    totalRows: int('total_rows', { unsigned: true }),
    /** When the report was finished. */
    timestamp: timestamp('timestamp'),
    executionTimeMs: int('execution_time_ms', { unsigned: true }),
    options: json('options').$type<Record<string, unknown>>().notNull(),
    /** The whole report, or a trimmed one where the whole is at `report_s3_path`. */
    report: json('report').$type<Record<string, unknown>>(),
    reportS3Path: varchar('report_s3_path', { length: 1024 }),
    /** Raised by every claim; only the newest attempt may write. */
    attempt: int('attempt', { unsigned: true }).notNull().default(0),
    errorCode: asciiName(64)('error_code'),
    errorMessage: varchar('error_message', { length: 1024 }),
    requestedBy: varchar('requested_by', { length: 255 }),
    traceId: uuid('trace_id').notNull(),
    /** Null until the queue has taken the job: what the orphan sweep looks for. */
    enqueuedAt: timestamp('enqueued_at'),
    createdAt: timestamp('created_at').notNull().default(now),
    startedAt: timestamp('started_at'),
    completedAt: timestamp('completed_at'),
    updatedAt: timestamp('updated_at').notNull().default(now),
  },
  (table) => [
    uniqueIndex('analysis_reports_analysis').on(table.analysisId),
    index('analysis_reports_account').on(table.accountId, table.createdAt, table.analysisId),
    index('analysis_reports_account_tool').on(table.accountId, table.tool, table.createdAt),
    index('analysis_reports_account_status').on(table.accountId, table.status, table.createdAt, table.analysisId),
    index('analysis_reports_status').on(table.status, table.updatedAt),
    // For the list of all jobs, its search and its charts.
    index('analysis_reports_created').on(table.createdAt, table.analysisId),
    index('analysis_reports_status_created').on(table.status, table.createdAt, table.analysisId),
    index('analysis_reports_completed').on(table.completedAt),
    index('analysis_reports_account_completed').on(table.accountId, table.completedAt),
    index('analysis_reports_trace').on(table.traceId),
    check('analysis_reports_percent', sql`${table.percent} <= 100`),
  ],
);
export type AnalysisReport = typeof analysisReports.$inferSelect;
