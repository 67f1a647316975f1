import { assets, contacts } from '../schema/index.ts';

/** The tables that importers write to, by the importer's name, each with the column that is unique in an account. */
export const targetTables = {
  assets: { table: assets, key: assets.identifier },
  contacts: { table: contacts, key: contacts.email },
} as const;
export type TargetName = keyof typeof targetTables;
