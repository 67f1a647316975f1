import { getTableColumns } from 'drizzle-orm';
import { assets, contacts } from '../schema/index.ts';

/** The tables that importers write to, by the importer's name, each with the column that is unique in an account. */
export const targetTables = {
  assets: { table: assets, key: assets.identifier },
  contacts: { table: contacts, key: contacts.email },
} as const;
export type TargetName = keyof typeof targetTables;

/** The SQL type of every column of an importer's table, by the column's name. */
export const targetColumnTypes = (target: TargetName): ReadonlyMap<string, string> =>
  new Map(
    Object.values(getTableColumns(targetTables[target].table)).map((column) => [column.name, column.getSQLType()]),
  );
