import type { Warning } from '@sluice/core';
import { sql } from 'drizzle-orm';
import { bigint, check, index, int, json, mysqlEnum, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, jsonText, now, timestamp, uuid } from './columns.ts';
import { documents } from './documents.ts';

export const analysisStatuses = ['queued', 'processing', 'completed', 'failed', 'cancelling', 'cancelled'] as const;

/** One analysis: its request, its progress and finally its report. */
export const analysisReports = mysqlTable(
  'analysis_reports',
  {
    id: bigint('id', { mode: 'number', unsigned: true }).autoincrement().primaryKey(),
    /** UUIDv7; the column is wide enough for ids from systems whose analyses may be migrated. */
    analysisId: asciiName(128)('analysis_id').notNull(),
    accountId: accountId('account_id').notNull(),
    /** Null after the document has been deleted; a document in use cannot be deleted. */
    docId: uuid('doc_id').references(() => documents.docId, { onDelete: 'set null' }),
    tool: asciiName(64)('tool').notNull(),
    status: mysqlEnum('status', analysisStatuses).notNull().default('queued'),
    /** A short name of the current step, and the overall progress. */
    phase: asciiName(32)('phase'),
    percent: int('percent', { unsigned: true }).notNull().default(0),
    totalRows: int('total_rows', { unsigned: true }),
    /** When the report was finished. */
    timestamp: timestamp('timestamp'),
    executionTimeMs: int('execution_time_ms', { unsigned: true }),
    options: json('options').$type<Record<string, unknown>>().notNull(),
    /** The document that it compares with, copied from the options so that it can be looked up. */
    compareDocId: asciiName(64)('compare_doc_id').generatedAlwaysAs(
      sql`(json_unquote(json_extract(\`options\`, '$.parameters.compare_doc_id')))`,
      { mode: 'virtual' },
    ),
    /** The complete report, or a trimmed one; then `report_s3_path` is the complete one, if it is stored. */
    report: json('report').$type<Record<string, unknown>>(),
    reportS3Path: varchar('report_s3_path', { length: 1024 }),
    /** What the reader assumed, repaired, skipped or could not decide; null until the file was read. */
    warnings: jsonText<Warning[]>('warnings'),
    /** How many warnings there are, for lists. */
    warningCount: int('warning_count', { unsigned: true }).notNull().default(0),
    /** How the file was read: the dialect, and every decision that led to it. */
    reading: jsonText<Record<string, unknown>>('reading'),
    /** Incremented by every claim; only the newest attempt may write. */
    attempt: int('attempt', { unsigned: true }).notNull().default(0),
    errorCode: asciiName(64)('error_code'),
    errorMessage: varchar('error_message', { length: 1024 }),
    requestedBy: varchar('requested_by', { length: 255 }),
    traceId: uuid('trace_id').notNull(),
    /** Null until the queue has accepted the job; the orphan sweep looks for nulls. */
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
    // For the job list, its search and its charts.
    index('analysis_reports_created').on(table.createdAt, table.analysisId),
    index('analysis_reports_status_created').on(table.status, table.createdAt, table.analysisId),
    index('analysis_reports_completed').on(table.completedAt),
    index('analysis_reports_account_completed').on(table.accountId, table.completedAt),
    index('analysis_reports_compared').on(table.compareDocId),
    index('analysis_reports_trace').on(table.traceId),
    check('analysis_reports_percent', sql`${table.percent} <= 100`),
  ],
);
export type AnalysisReport = typeof analysisReports.$inferSelect;
