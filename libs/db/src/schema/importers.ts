import { index, int, mysqlEnum, mysqlTable, primaryKey, varchar } from 'drizzle-orm/mysql-core';
import { accountId, asciiName, exactText, jsonText, longText, now, sha256, timestamp } from './columns.ts';

export const importerOrigins = ['shipped', 'folder', 'api'] as const;

/** The account of an importer that all accounts have; no account is named so. */
export const ALL_ACCOUNTS = '';

/** An importer: the name that its versions share. Rows are never deleted, so that a name always means the same importer. */
export const importers = mysqlTable(
  'importers',
  {
    name: asciiName(32)('name').notNull(),
    /** Whose it is; empty: everybody's. */
    accountId: accountId('account_id').notNull(),
    title: varchar('title', { length: 255 }).notNull(),
    origin: mysqlEnum('origin', importerOrigins).notNull(),
    /** The newest version; also how many there are. */
    version: int('version', { unsigned: true }).notNull(),
    /** Since when it takes no new imports. */
    archivedAt: timestamp('archived_at'),
    createdAt: timestamp('created_at').notNull().default(now),
    updatedAt: timestamp('updated_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ columns: [table.name, table.accountId] }),
    index('importers_account').on(table.accountId, table.name),
  ],
);
export type ImporterRow = typeof importers.$inferSelect;

/** One state of a definition. Rows are inserted and nothing else: an import pins the version that it began with. */
export const importerVersions = mysqlTable(
  'importer_versions',
  {
    name: asciiName(32)('name').notNull(),
    accountId: accountId('account_id').notNull(),
    version: int('version', { unsigned: true }).notNull(),
    /** The text as it was given. */
    source: longText('source').notNull(),
    format: mysqlEnum('format', ['yaml', 'json']).notNull(),
    /** Of `source`. */
    sha256: sha256('sha256').notNull(),
    /** What it says, checked. */
    definition: jsonText<Record<string, unknown>>('definition').notNull(),
    createdBy: exactText('created_by', 255),
    createdAt: timestamp('created_at').notNull().default(now),
  },
  (table) => [primaryKey({ columns: [table.name, table.accountId, table.version] })],
);
export type ImporterVersion = typeof importerVersions.$inferSelect;
