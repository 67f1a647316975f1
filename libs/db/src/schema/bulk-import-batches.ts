import { int, mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { bulkImportJobs } from './bulk-import-jobs.ts';
import { now, timestamp, uuid } from './columns.ts';

const count = (name: string) => int(name, { unsigned: true }).notNull();

/** The ledger that ensures each batch is written exactly once: its row commits together with the rows of the batch. */
export const bulkImportBatches = mysqlTable(
  'bulk_import_batches',
  {
    jobId: uuid('job_id')
      .notNull()
      .references(() => bulkImportJobs.id, { onDelete: 'cascade' }),
    batchNo: count('batch_no'),
    /** The spreadsheet row number of its first record. */
    firstRow: count('first_row'),
    lastRow: count('last_row'),
    rowCount: count('row_count'),
    succeeded: count('succeeded'),
    failed: count('failed'),
    skipped: count('skipped'),
    createdAt: timestamp('created_at').notNull().default(now),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.batchNo] })],
);
