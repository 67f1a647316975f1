import { sql } from 'drizzle-orm';
import { bigint, check, index, mysqlEnum, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { accountId, now, sha256, timestamp, uuid } from './columns.ts';

export const uploadStatuses = [
  'UPLOAD_PENDING',
  'UPLOAD_URL_GENERATED',
  'UPLOAD_VERIFYING',
  'UPLOAD_COMPLETE',
  'UPLOAD_FAILED',
] as const;

/** A stored file, once per account and content. */
export const documents = mysqlTable(
  'documents',
  {
    docId: uuid('doc_id').primaryKey(),
    accountId: accountId('account_id').notNull(),
    /** Null while the bytes are still arriving. */
    docHash256: sha256('doc_hash_256'),
    originalFilename: varchar('original_filename', { length: 255 }).notNull(),
    contentType: varchar('content_type', { length: 255 }).notNull(),
    fileSizeBytes: bigint('file_size_bytes', { mode: 'number', unsigned: true }),
    storage: mysqlEnum('storage', ['single', 'chunked']).notNull().default('single'),
    s3Key: varchar('s3_key', { length: 1024 }).notNull(),
    uploadStatus: mysqlEnum('upload_status', uploadStatuses).notNull().default('UPLOAD_PENDING'),
    failureReason: varchar('failure_reason', { length: 1024 }),
    s3UrlGeneratedAt: timestamp('s3_url_generated_at'),
    s3UrlExpiresAt: timestamp('s3_url_expires_at'),
    /** When all bytes were last read and found intact. */
    verifiedAt: timestamp('verified_at'),
    /** The trace of the latest request for the upload. */
    traceId: uuid('trace_id'),
    /** When the upload in progress was first requested; null on rows of earlier versions. */
    announcedAt: timestamp('announced_at'),
    /** Its objects are being deleted: nothing may use or upload it any more. Its hash is null, so the content can be sent anew. */
    deletingAt: timestamp('deleting_at'),
    createdAt: timestamp('created_at').notNull().default(now),
    updatedAt: timestamp('updated_at').notNull().default(now),
  },
  (table) => [
    // Empty files are refused.
    check('documents_size', sql`${table.fileSizeBytes} is null or ${table.fileSizeBytes} > 0`),
    uniqueIndex('documents_account_hash').on(table.accountId, table.docHash256),
    // For retention, which compares an account's documents with its objects, in order of id, and looks objects up by key.
    index('documents_account_document').on(table.accountId, table.docId),
    index('documents_key').on(sql`s3_key(255)`),
    // For operators, who list every account.
    index('documents_created').on(table.createdAt, table.docId),
    index('documents_account_created').on(table.accountId, table.createdAt, table.docId),
    index('documents_account_status').on(table.accountId, table.uploadStatus, table.createdAt),
    index('documents_status_updated').on(table.uploadStatus, table.updatedAt),
    // For its list, sorted by name or size.
    index('documents_account_name').on(table.accountId, table.originalFilename, table.docId),
    index('documents_account_size').on(table.accountId, table.fileSizeBytes, table.docId),
    // For the limits of an account, which add up the sizes of its documents.
    index('documents_account_bytes').on(table.accountId, table.uploadStatus, table.fileSizeBytes),
    index('documents_deleting').on(table.deletingAt),
    index('documents_verified').on(table.storage, table.uploadStatus, table.verifiedAt),
  ],
);
export type Document = typeof documents.$inferSelect;
