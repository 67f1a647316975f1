import { AppError, formatCount } from '@sluice/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { ALL_ACCOUNTS, type ImporterVersion, importers, importerVersions } from '../schema/index.ts';

/** What an account may have; 0: any number. What is for all accounts is not counted. */
export interface ImporterLimits {
  /** Its own importers. Archived ones keep their names and versions, so they count. */
  readonly maxImporters: number;
  /** Tables that its importers have had Sluice make. */
  readonly maxTables: number;
}

/** The account's own importers, archived ones included. */
export async function countImporters(db: Db | Tx, accountId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(importers)
    .where(eq(importers.accountId, accountId));
  return Number(row?.count ?? 0);
}

/** The tables that versions of the account's own importers have had made, as the definitions name them: they stay when versions change. */
export async function madeTables(db: Db | Tx, accountId: string): Promise<string[]> {
  const { definition } = importerVersions;
  const rows = await db
    .selectDistinct({ table: sql<string>`json_unquote(json_extract(${definition}, '$.target.table'))` })
    .from(importers)
    .innerJoin(
      importerVersions,
      and(eq(importerVersions.name, importers.name), eq(importerVersions.accountId, importers.accountId)),
    )
    .where(
      and(
        eq(importers.accountId, accountId),
        eq(sql`json_unquote(json_extract(${definition}, '$.target.manage'))`, 'create'),
      ),
    );
  return rows.map(({ table }) => table);
}

/**
 * Refuses a version beyond the limits of its account. Call it where saves take turns.
 * @param isNew whether the importer has no version yet
 * @throws AppError TOO_MANY_IMPORTERS, TOO_MANY_TABLES
 */
export async function admitVersion(
  tx: Tx,
  { maxImporters, maxTables }: ImporterLimits,
  { accountId, definition }: Pick<ImporterVersion, 'accountId' | 'definition'>,
  isNew: boolean,
): Promise<void> {
  if (accountId === ALL_ACCOUNTS) return;
  if (isNew && maxImporters > 0) {
    const used = await countImporters(tx, accountId);
    if (used >= maxImporters)
      throw tooMany(
        'TOO_MANY_IMPORTERS',
        { name: 'importers', limit: maxImporters, used },
        'MAX_IMPORTERS_PER_ACCOUNT',
      );
  }
  const { table, manage } = definition.target as { readonly table: string; readonly manage: string };
  if (manage !== 'create' || maxTables === 0) return;
  const tables = await madeTables(tx, accountId);
  if (tables.length >= maxTables && !tables.includes(table))
    throw tooMany(
      'TOO_MANY_TABLES',
      { name: 'tables', limit: maxTables, used: tables.length },
      'MAX_TABLES_PER_ACCOUNT',
    );
}

const nouns = {
  TOO_MANY_IMPORTERS: 'importers of its own, archived ones included. Make a new version of one of them',
  TOO_MANY_TABLES: 'tables that Sluice has made. Import into one of them',
} as const;

const tooMany = (
  code: keyof typeof nouns,
  quota: { readonly name: string; readonly limit: number; readonly used: number },
  setting: string,
): AppError =>
  new AppError(
    code,
    `This account has reached its limit of ${formatCount(quota.limit)} ${nouns[code]}, or ask your operator to raise ${setting}.`,
    { quota },
  );
