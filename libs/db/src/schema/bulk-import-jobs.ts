import type { Warning } from '@sluice/core';
import { sql } from 'drizzle-orm';
import { boolean, check, index, int, json, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, jsonText, now, sha256, timestamp, uuid } from './columns.ts';
import { documents } from './documents.ts';

export const importStatuses = ['pending', 'processing', 'completed', 'failed', 'cancelling', 'cancelled'] as const;

/** The first row errors of an import, as returned by its status. */
export interface StoredRowError {
  readonly row: number;
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly value: string | null;
  readonly error: string;
}

/** What an import is to delete, as decided before its first write. */
export interface DeletionPlan {
  /** Rows of the table at that time, of the account where the table has one. */
  readonly rows: number;
  /** Those of them whose key the file does not have; 0 if some of its keys could not be read. */
  readonly absent: number;
  /** Records whose key could not be read: the first of them, and how many there are. */
  readonly unreadable: { readonly count: number; readonly rows: readonly number[] };
  /** The columns of the key. */
  readonly key: readonly { readonly column: string; readonly isBinary: boolean }[];
}

const count = (name: string) => int(name, { unsigned: true }).notNull().default(0);

/**
 * One import. Its counters change only together with the batch that they count. The table still has `idle_attempts` and
 * `key_start`, which nothing uses any more, so that a version that does can run at the same time.
 */
export const bulkImportJobs = mysqlTable(
  'bulk_import_jobs',
  {
    id: uuid('id').primaryKey(),
    accountId: accountId('account_id').notNull(),
    importer: asciiName(32)('importer').notNull(),
    /** The version that every attempt uses; null: written before versions were stored, by its shipped definition. */
    importerVersion: int('importer_version', { unsigned: true }),
    /** By name, the versions of the other importers whose tables it refers to; null: it refers to none, or always to the newest. */
    resources: jsonText<Record<string, number>>('resources'),
    /** Null after the document has been deleted; a document in use cannot be deleted. */
    docId: uuid('doc_id').references(() => documents.docId, { onDelete: 'set null' }),
    options: json('options').$type<Record<string, unknown>>().notNull(),
    status: mysqlEnum('status', importStatuses).notNull().default('pending'),
    /** Null until counted. Data records only, without the header and blank rows. */
    totalRows: int('total_rows', { unsigned: true }),
    processedRows: count('processed_rows'),
    succeededRows: count('succeeded_rows'),
    failedRows: count('failed_rows'),
    skippedRows: count('skipped_rows'),
    insertedRows: count('inserted_rows'),
    /** Rows that existed, `unchanged_rows` of them with the same values: so earlier versions count them. */
    updatedRows: count('updated_rows'),
    unchangedRows: count('unchanged_rows'),
    /** Inserted rows whose key was generated. */
    generatedKeys: count('generated_keys'),
    /** Rows of the table that were deleted because the file lacks them. They are no records of the file. */
    deletedRows: count('deleted_rows'),
    /** Null until decided, and for imports that delete nothing. */
    deletion: jsonText<DeletionPlan>('deletion'),
    /** Rows read so far by an all-or-nothing import, whose other counters stay 0 until it commits. */
    checkedRows: count('checked_rows'),
    errors: json('errors').$type<StoredRowError[]>().notNull().default([]),
    /** What the reader assumed, repaired, skipped or could not decide; null until the file was read. */
    warnings: jsonText<Warning[]>('warnings'),
    /** How many warnings there are, for lists. */
    warningCount: int('warning_count', { unsigned: true }).notNull().default(0),
    /** How the file was read: the dialect, and every decision that led to it. */
    reading: jsonText<Record<string, unknown>>('reading'),
    /** The headers of the file as one hash, if the request maps some of them: see `headerSetOf`. Null for dry runs. */
    headerSet: sha256('header_set'),
    /** Incremented by every claim; only the newest attempt may commit. */
    attempt: count('attempt'),
    /** Rows per batch, fixed by the first attempt so that later ones form the same batches. */
    batchRows: int('batch_rows', { unsigned: true }),
    /** Whether nothing is written, because too many records have errors; null until that is decided, and without a limit. */
    discards: boolean('discards'),
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
    index('bulk_import_jobs_account').on(table.accountId, table.importer, table.createdAt, table.id),
    index('bulk_import_jobs_account_status').on(table.accountId, table.status, table.createdAt),
    index('bulk_import_jobs_status').on(table.status, table.updatedAt),
    index('bulk_import_jobs_account_created').on(table.accountId, table.createdAt, table.id),
    // For the mapping that was used last for the same headers.
    index('bulk_import_jobs_header_set').on(table.accountId, table.importer, table.headerSet, table.createdAt),
    // For the job list, its search and its charts.
    index('bulk_import_jobs_created').on(table.createdAt, table.id),
    index('bulk_import_jobs_status_created').on(table.status, table.createdAt),
    index('bulk_import_jobs_completed').on(table.completedAt),
    index('bulk_import_jobs_account_completed').on(table.accountId, table.completedAt),
    index('bulk_import_jobs_trace').on(table.traceId),
    check(
      'bulk_import_jobs_sum',
      sql`${table.succeededRows} + ${table.failedRows} + ${table.skippedRows} = ${table.processedRows}`,
    ),
    check('bulk_import_jobs_total', sql`${table.totalRows} is null or ${table.processedRows} <= ${table.totalRows}`),
    check('bulk_import_jobs_written', sql`${table.insertedRows} + ${table.updatedRows} = ${table.succeededRows}`),
  ],
);
export type BulkImportJob = typeof bulkImportJobs.$inferSelect;
