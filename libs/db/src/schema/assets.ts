import { sql } from 'drizzle-orm';
import { bigint, boolean, check, json, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, exactText, now, timestamp, uuid } from './columns.ts';

/** Target of the importer `assets`. Auto-increment key: a random one measured at a fifth of the throughput. */
export const assets = mysqlTable(
  'assets',
  {
    id: bigint('id', { mode: 'number', unsigned: true }).autoincrement().primaryKey(),
    accountId: accountId('account_id').notNull(),
    identifier: exactText('identifier', 255).notNull(),
    name: varchar('name', { length: 255 }).notNull(),
    type: asciiName(16)('type').notNull().default('asset'),
    description: varchar('description', { length: 1024 }),
    validFrom: timestamp('valid_from').notNull().default(now),
    validTo: timestamp('valid_to'),
    isActive: boolean('is_active').notNull().default(true),
    metadata: json('metadata').$type<unknown>(),
    /** The import that last wrote the row. No foreign key: it would lock the job's row once per asset. */
    importJobId: uuid('import_job_id'),
    createdAt: timestamp('created_at').notNull().default(now),
    updatedAt: timestamp('updated_at').notNull().default(now),
  },
  (table) => [
    uniqueIndex('assets_account_identifier').on(table.accountId, table.identifier),
    check('assets_validity', sql`${table.validTo} is null or ${table.validTo} >= ${table.validFrom}`),
    check('assets_type', sql`${table.type} in ('person', 'device', 'asset', 'inventory', 'other')`),
  ],
);
