import { bigint, json, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { accountId, exactText, now, timestamp, uuid } from './columns.ts';

/** Target of the importer `contacts`. */
export const contacts = mysqlTable(
  'contacts',
  {
    id: bigint('id', { mode: 'number', unsigned: true }).autoincrement().primaryKey(),
    accountId: accountId('account_id').notNull(),
    /** Lowercase, so that one mailbox is one contact. */
    email: exactText('email', 254).notNull(),
    name: varchar('name', { length: 255 }).notNull(),
    /** Text: leading zeros and `+` are part of it. */
    phone: varchar('phone', { length: 64 }),
    company: varchar('company', { length: 255 }),
    tags: json('tags').$type<string[]>(),
    importJobId: uuid('import_job_id'),
    createdAt: timestamp('created_at').notNull().default(now),
    updatedAt: timestamp('updated_at').notNull().default(now),
  },
  (table) => [uniqueIndex('contacts_account_email').on(table.accountId, table.email)],
);
