import { mysqlTable, tinyint } from 'drizzle-orm/mysql-core';
import { now, timestamp, uuid } from './columns.ts';

/** One row: what tells this installation and its bucket from others. */
export const installation = mysqlTable('installation', {
  /** Always 1, so that there is only one row. */
  one: tinyint('one', { unsigned: true }).primaryKey(),
  installationId: uuid('installation_id').notNull(),
  /** In the marker object of the current bucket; a bucket with an older one was used before. Null: no bucket is marked. */
  storageMarker: uuid('storage_marker'),
  createdAt: timestamp('created_at').notNull().default(now),
});
