import { index, json, mysqlTable, text, varchar } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, now, timestamp, uuid } from './columns.ts';
import { requestTraces } from './request-traces.ts';

export const errorLogs = mysqlTable(
  'error_logs',
  {
    errorId: uuid('error_id').primaryKey(),
    traceId: uuid('trace_id').references(() => requestTraces.traceId, { onDelete: 'cascade' }),
    /** Copied from the trace, so that an account's errors can be found without a join; null for system work. */
    accountId: accountId('account_id'),
    operation: varchar('operation', { length: 128 }).notNull(),
    errorCode: asciiName(64)('error_code').notNull(),
    errorMessage: varchar('error_message', { length: 1024 }).notNull(),
    stackTrace: text('stack_trace'),
    contextData: json('context_data').$type<Record<string, unknown>>(),
    createdAt: timestamp('created_at').notNull().default(now),
  },
  (table) => [
    index('error_logs_created').on(table.createdAt),
    // For operators, who see every account, by code or by operation.
    index('error_logs_code').on(table.errorCode, table.createdAt),
    index('error_logs_operation').on(table.operation, table.createdAt),
    index('error_logs_account').on(table.accountId, table.createdAt),
    index('error_logs_account_code').on(table.accountId, table.errorCode, table.createdAt),
    index('error_logs_account_operation').on(table.accountId, table.operation, table.createdAt),
  ],
);
export type ErrorLog = typeof errorLogs.$inferSelect;
