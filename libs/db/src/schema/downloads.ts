import { sql } from 'drizzle-orm';
import { bigint, check, index, int, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { analysisReports } from './analysis-reports.ts';
import { bulkImportJobs } from './bulk-import-jobs.ts';
import { accountId, asciiName, now, sha256, timestamp, uuid } from './columns.ts';

/** An artifact for download. `s3_path` is its location; presigned links are created on request. */
export const downloads = mysqlTable(
  'downloads',
  {
    /** UUIDv5 of (owner, kind, format), so that a retry overwrites the row. */
    downloadId: uuid('download_id').primaryKey(),
    accountId: accountId('account_id').notNull(),
    jobId: uuid('job_id').references(() => bulkImportJobs.id, { onDelete: 'cascade' }),
    analysisId: asciiName(128)('analysis_id').references(() => analysisReports.analysisId, { onDelete: 'cascade' }),
    kind: asciiName(32)('kind').notNull(),
    fileName: varchar('file_name', { length: 255 }).notNull(),
    format: mysqlEnum('format', ['xlsx', 'csv', 'json']).notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number', unsigned: true }),
    sha256: sha256('sha256'),
    s3Path: varchar('s3_path', { length: 1024 }).notNull(),
    status: mysqlEnum('status', ['pending', 'uploaded', 'upload_failed', 'expired']).notNull().default('pending'),
    uploadAttempts: int('upload_attempts', { unsigned: true }).notNull().default(0),
    lastError: varchar('last_error', { length: 1024 }),
    uploadedAt: timestamp('uploaded_at'),
    /** When the last attempt to deliver it failed. */
    failedAt: timestamp('failed_at'),
    createdAt: timestamp('created_at').notNull().default(now),
  },
  (table) => [
    check('downloads_owner', sql`(${table.jobId} is null) <> (${table.analysisId} is null)`),
    index('downloads_job').on(table.jobId),
    index('downloads_analysis').on(table.analysisId),
    index('downloads_status').on(table.status, table.createdAt),
    // For the time of the last success.
    index('downloads_uploaded').on(table.uploadedAt),
    index('downloads_created').on(table.createdAt, table.downloadId),
    index('downloads_account').on(table.accountId, table.createdAt, table.downloadId),
    index('downloads_account_status').on(table.accountId, table.status, table.createdAt),
  ],
);
export type Download = typeof downloads.$inferSelect;
