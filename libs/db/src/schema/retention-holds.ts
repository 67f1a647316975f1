import { bigint, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, now, timestamp, uuid } from './columns.ts';

/** A sweep that has stopped and waits for an operator. */
export const retentionHolds = mysqlTable(
  'retention_holds',
  {
    holdId: uuid('hold_id').primaryKey(),
    /** What the sweep would have done: `lost_documents`, `stray_chunks`, `storage_marker`, ... */
    sweep: asciiName(32)('sweep').notNull(),
    /** The storage server; empty for the installation's own storage. */
    place: asciiName(36)('place').notNull().default(''),
    bucket: asciiName(63)('bucket').notNull(),
    /** How many of `total` items it would have marked or deleted when it last ran. */
    affected: bigint('affected', { mode: 'number', unsigned: true }).notNull(),
    total: bigint('total', { mode: 'number', unsigned: true }).notNull(),
    reason: varchar('reason', { length: 1024 }).notNull(),
    createdAt: timestamp('created_at').notNull().default(now),
    updatedAt: timestamp('updated_at').notNull().default(now),
    /** An operator has confirmed it: the next run goes ahead. */
    confirmedAt: timestamp('confirmed_at'),
    confirmedBy: accountId('confirmed_by'),
  },
  (table) => [uniqueIndex('retention_holds_sweep').on(table.sweep, table.place)],
);
export type RetentionHold = typeof retentionHolds.$inferSelect;
