import { AppError, formatCount } from '@sluice/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { ALL_ACCOUNTS, type ImporterVersion, importers, importerVersions } from '../schema/index.ts';

/** What may be stored over the API; 0: any number. Importers for all accounts are limited in their versions only. */
export interface ImporterLimits {
  /** Its own importers. Archived ones keep their names and versions, so they count. */
  readonly maxImporters: number;
  /** Tables that its importers have had Sluice make. */
  readonly maxTables: number;
  /** Versions of one importer. */
  readonly maxVersions: number;
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
 * Refuses a version beyond the limits of its importer and account. Call it where saves take turns.
 * @param newest the importer's newest version; 0 if it has none
 * @throws AppError TOO_MANY_VERSIONS, TOO_MANY_IMPORTERS, TOO_MANY_TABLES
 */
export async function admitVersion(
  tx: Tx,
  { maxImporters, maxTables, maxVersions }: ImporterLimits,
  { accountId, definition }: Pick<ImporterVersion, 'accountId' | 'definition'>,
  newest: number,
): Promise<void> {
  if (maxVersions > 0 && newest >= maxVersions)
    throw tooMany('TOO_MANY_VERSIONS', { name: 'versions', limit: maxVersions, used: newest });
  if (accountId === ALL_ACCOUNTS) return;
  if (newest === 0 && maxImporters > 0) {
    const used = await countImporters(tx, accountId);
    if (used >= maxImporters) throw tooMany('TOO_MANY_IMPORTERS', { name: 'importers', limit: maxImporters, used });
  }
  const { table, manage } = definition.target as { readonly table: string; readonly manage: string };
  if (manage !== 'create' || maxTables === 0) return;
  const tables = await madeTables(tx, accountId);
  if (tables.length >= maxTables && !tables.includes(table))
    throw tooMany('TOO_MANY_TABLES', { name: 'tables', limit: maxTables, used: tables.length });
}

const limited = {
  TOO_MANY_IMPORTERS: {
    whose: 'This account',
    what: 'importers of its own, archived ones included. Make a new version of one of them',
    setting: 'MAX_IMPORTERS_PER_ACCOUNT',
  },
  TOO_MANY_TABLES: {
    whose: 'This account',
    what: 'tables that Sluice has made. Import into one of them',
    setting: 'MAX_TABLES_PER_ACCOUNT',
  },
  TOO_MANY_VERSIONS: {
    whose: 'This importer',
    what: 'versions. Make a new importer',
    setting: 'MAX_VERSIONS_PER_IMPORTER',
  },
} as const;

function tooMany(
  code: keyof typeof limited,
  quota: { readonly name: string; readonly limit: number; readonly used: number },
): AppError {
  const { whose, what, setting } = limited[code];
  const message = `${whose} has reached its limit of ${formatCount(quota.limit)} ${what}, or ask your operator to raise ${setting}.`;
  return new AppError(code, message, { quota });
}
