import { bigint, mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { accountId, asciiName } from './columns.ts';

/** The next number for keys that an importer generates for rows without one, such as ASSET-0001. */
export const keySequences = mysqlTable(
  'key_sequences',
  {
    accountId: accountId('account_id').notNull(),
    importer: asciiName(32)('importer').notNull(),
    next: bigint('next', { mode: 'number', unsigned: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.importer] })],
);
