import { mysqlTable, primaryKey } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, exactText, jsonText, now, timestamp } from './columns.ts';

/** A mapping of headers to the columns of an importer that an account keeps under a name. */
export const importMappings = mysqlTable(
  'import_mappings',
  {
    accountId: accountId('account_id').notNull(),
    importer: asciiName(32)('importer').notNull(),
    name: exactText('name', 100).notNull(),
    /** Header of the file -> column of the importer, or null to ignore it. */
    mapping: jsonText<Record<string, string | null>>('mapping').notNull(),
    createdBy: exactText('created_by', 255),
    createdAt: timestamp('created_at').notNull().default(now),
    updatedAt: timestamp('updated_at').notNull().default(now),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.importer, table.name] })],
);
export type ImportMapping = typeof importMappings.$inferSelect;
