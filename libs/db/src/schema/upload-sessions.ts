import { index, mysqlEnum, mysqlTable } from 'drizzle-orm/mysql-core';
import { now, timestamp, uuid } from './columns.ts';
import { documents } from './documents.ts';

export const sessionStatuses = ['active', 'completed', 'expired', 'cancelled'] as const;

/** One attempt to upload a chunked document. The lock on the document's row ensures that at most one is active. */
export const uploadSessions = mysqlTable(
  'upload_sessions',
  {
    sessionId: uuid('session_id').primaryKey(),
    docId: uuid('doc_id')
      .notNull()
      .references(() => documents.docId, { onDelete: 'cascade' }),
    status: mysqlEnum('status', sessionStatuses).notNull().default('active'),
    expiresAt: timestamp('expires_at').notNull(),
    createdAt: timestamp('created_at').notNull().default(now),
    updatedAt: timestamp('updated_at').notNull().default(now),
  },
  (table) => [
    index('upload_sessions_document').on(table.docId, table.status),
    index('upload_sessions_expiry').on(table.status, table.expiresAt),
  ],
);
export type UploadSession = typeof uploadSessions.$inferSelect;
