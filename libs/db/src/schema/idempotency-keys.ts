import { index, mediumtext, mysqlEnum, mysqlTable, primaryKey, smallint } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, exactText, now, sha256, timestamp } from './columns.ts';

/** The first answer to a POST, kept for whoever sends it again. */
export const idempotencyKeys = mysqlTable(
  'idempotency_keys',
  {
    accountId: accountId('account_id').notNull(),
    key: exactText('key', 255).notNull(),
    /** SHA-256 over method, path and body. Null until the body, which may be a large upload, has been read. */
    requestHash: sha256('request_hash'),
    status: mysqlEnum('status', ['in_progress', 'completed']).notNull().default('in_progress'),
    /** A request in progress renews this; past it the key is free again: its process died. */
    lockedUntil: timestamp('locked_until').notNull(),
    /** Who holds the lock. */
    lockToken: asciiName(36)('lock_token').notNull(),
    responseStatus: smallint('response_status', { unsigned: true }),
    responseLocation: exactText('response_location', 1024),
    responseBody: mediumtext('response_body'),
    createdAt: timestamp('created_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.key] }),
    index('idempotency_keys_created').on(table.createdAt),
  ],
);
