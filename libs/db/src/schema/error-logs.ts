import { index, json, mysqlTable, text, varchar } from 'drizzle-orm/mysql-core';
import { asciiName, now, timestamp, uuid } from './columns.ts';
import { requestTraces } from './request-traces.ts';

export const errorLogs = mysqlTable(
  'error_logs',
  {
    errorId: uuid('error_id').primaryKey(),
    traceId: uuid('trace_id').references(() => requestTraces.traceId, { onDelete: 'cascade' }),
    operation: varchar('operation', { length: 128 }).notNull(),
    errorCode: asciiName(64)('error_code').notNull(),
    errorMessage: varchar('error_message', { length: 1024 }).notNull(),
    stackTrace: text('stack_trace'),
    contextData: json('context_data').$type<Record<string, unknown>>(),
    createdAt: timestamp('created_at').notNull().default(now),
  },
  (table) => [index('error_logs_created').on(table.createdAt), index('error_logs_code').on(table.errorCode)],
);
