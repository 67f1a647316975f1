import { index, int, mysqlEnum, mysqlTable, primaryKey, varchar } from 'drizzle-orm/mysql-core';
import { asciiName, jsonText, uuid } from './columns.ts';

export const deletionOutcomes = ['pending', 'deleted', 'refused', 'gone'] as const;

/** The rows of its table that an import is to delete, as its decision found them, and what became of each. */
export const importDeletions = mysqlTable(
  'import_deletions',
  {
    /** No foreign key, as for row errors: it would lock the job's row. */
    jobId: uuid('job_id').notNull(),
    /** From 1, in the order of the keys. */
    seq: int('seq', { unsigned: true }).notNull(),
    /** The values of the key's columns, as texts; bytes in hexadecimal. */
    keyValues: jsonText<string[]>('key_values').notNull(),
    /** `gone`: somebody else deleted it first. In a dry run, `deleted` means that it could have been. */
    outcome: mysqlEnum('outcome', deletionOutcomes).notNull().default('pending'),
    /** Why it was refused. */
    code: asciiName(64)('code'),
    message: varchar('message', { length: 1024 }),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.seq] }),
    index('import_deletions_outcome').on(table.jobId, table.outcome, table.seq),
  ],
);
export type ImportDeletion = typeof importDeletions.$inferSelect;

/** Which import may delete what its file lacks: one at a time for each table and account. */
export const mirrorTurns = mysqlTable('mirror_turns', {
  /** The hash of the table and the account. */
  target: asciiName(64)('target').primaryKey(),
  /** The import that had the last turn; it is over when the import is final or no longer exists. */
  jobId: uuid('job_id').notNull(),
});
