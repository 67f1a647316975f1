import { index, mediumtext, mysqlEnum, mysqlTable, primaryKey, smallint } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, exactText, now, sha256, timestamp } from './columns.ts';

/** The first response to a POST, kept for repeated requests. */
export const idempotencyKeys = mysqlTable(
  'idempotency_keys',
  {
    accountId: accountId('account_id').notNull(),
    key: exactText('key', 255).notNull(),
    /** SHA-256 over method, path and body. Null until the body, which may be a large upload, has been read. */
    requestHash: sha256('request_hash'),
    status: mysqlEnum('status', ['in_progress', 'completed']).notNull().default('in_progress'),
    /** Renewed by the request in progress; once it has passed, the process has died and the key is free. */
    lockedUntil: timestamp('locked_until').notNull(),
    /** The holder of the lock. */
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
