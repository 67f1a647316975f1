import { int, mysqlEnum, mysqlTable, primaryKey, smallint, varchar } from 'drizzle-orm/mysql-core';
import { asciiName, uuid } from './columns.ts';

/** Every error of every row that was not written, in file order. */
export const bulkImportRejects = mysqlTable(
  'bulk_import_rejects',
  {
    /** No foreign key: an all-or-nothing import would hold a lock on its job's row until it ends. */
    jobId: uuid('job_id').notNull(),
    row: int('row', { unsigned: true }).notNull(),
    /** The index of the error within its row, from 0. */
    seq: smallint('seq', { unsigned: true }).notNull(),
    line: int('line', { unsigned: true }).notNull(),
    outcome: mysqlEnum('outcome', ['failed', 'skipped']).notNull(),
    code: asciiName(64)('code').notNull(),
    field: varchar('field', { length: 255 }),
    value: varchar('value', { length: 1024 }),
    message: varchar('message', { length: 1024 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.row, table.seq] })],
);
export type BulkImportReject = typeof bulkImportRejects.$inferSelect;
