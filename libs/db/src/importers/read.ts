import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type Page, page } from '../page.ts';
import { ALL_ACCOUNTS, type ImporterRow, type ImporterVersion, importers, importerVersions } from '../schema/index.ts';

/** An importer as an account sees it. */
export interface ImporterKey {
  readonly name: string;
  readonly accountId: string;
}

/** The importer with this name that an account has: its own, or one for all. Archived ones too. */
export async function findImporter(db: Db | Tx, key: ImporterKey): Promise<ImporterRow | undefined> {
  const [row] = await findImporters(db, [key]);
  return row;
}

/** The same for several keys, in their order. */
export async function findImporters(db: Db | Tx, keys: readonly ImporterKey[]): Promise<(ImporterRow | undefined)[]> {
  if (keys.length === 0) return [];
  const owners = new Map<string, Set<string>>();
  for (const { name, accountId } of keys) {
    const known = owners.get(name) ?? new Set([ALL_ACCOUNTS]);
    owners.set(name, known.add(accountId));
  }
  const rows = await db
    .select()
    .from(importers)
    .where(
      or(
        ...[...owners].map(([name, accounts]) =>
          and(eq(importers.name, name), inArray(importers.accountId, [...accounts])),
        ),
      ),
    );
  const idOf = (name: string, accountId: string) => JSON.stringify([name, accountId]);
  const byKey = new Map(rows.map((row) => [idOf(row.name, row.accountId), row]));
  return keys.map(({ name, accountId }) => byKey.get(idOf(name, accountId)) ?? byKey.get(idOf(name, ALL_ACCOUNTS)));
}

/** The newest version of each of these importers that an account has. */
export async function newestVersions(
  db: Db | Tx,
  { names, accountId }: { readonly names: readonly string[]; readonly accountId: string },
): Promise<Record<string, number>> {
  if (names.length === 0) return {};
  const rows = await db
    .select({ name: importers.name, version: importers.version })
    .from(importers)
    .where(and(inArray(importers.name, [...names]), inArray(importers.accountId, [ALL_ACCOUNTS, accountId])));
  return Object.fromEntries(rows.map(({ name, version }) => [name, version]));
}

export interface ImporterFilter {
  readonly accountId: string;
  readonly archived?: boolean | undefined;
  /** The name that the page before ended with. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What an account can import with, by name: its own importers and those for all. */
export async function listImporters(db: Db, filter: ImporterFilter): Promise<Page<ImporterRow>> {
  const { accountId, limit } = filter;
  const [own, all] = await Promise.all([listOwned(db, filter, accountId), listOwned(db, filter, ALL_ACCOUNTS)]);
  const merged = [...own, ...all].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return page(merged, limit);
}

const listOwned = (db: Db, { archived, cursor, limit }: ImporterFilter, owner: string): Promise<ImporterRow[]> =>
  db
    .select()
    .from(importers)
    .where(
      and(
        eq(importers.accountId, owner),
        archived ? undefined : isNull(importers.archivedAt),
        cursor === undefined ? undefined : gt(importers.name, cursor),
      ),
    )
    .orderBy(asc(importers.name))
    .limit(limit + 1);

/** The names of all importers of all accounts; each is a folder of result files. */
export async function importerNames(db: Db): Promise<string[]> {
  const rows = await db.selectDistinct({ name: importers.name }).from(importers).orderBy(asc(importers.name));
  return rows.map(({ name }) => name);
}

/** A member of a stored definition, which may be long, without reading the rest of it. */
const member = (path: string) => sql<string>`json_unquote(json_extract(${importerVersions.definition}, ${path}))`;

export interface NamedTarget {
  readonly table: string;
  readonly manage: 'existing' | 'create';
}

/** The tables of some importers, by name, as their newest versions name them. The rows are of one account and of all. */
export async function targetsOf(
  db: Db | Tx,
  rows: readonly Pick<ImporterRow, 'name' | 'accountId' | 'version'>[],
): Promise<ReadonlyMap<string, NamedTarget>> {
  if (rows.length === 0) return new Map();
  const found = await db
    .select({
      name: importerVersions.name,
      table: member('$.target.table'),
      manage: sql<NamedTarget['manage']>`${member('$.target.manage')}`,
    })
    .from(importerVersions)
    .where(
      or(
        ...rows.map(({ name, accountId, version }) =>
          and(
            eq(importerVersions.name, name),
            eq(importerVersions.accountId, accountId),
            eq(importerVersions.version, version),
          ),
        ),
      ),
    );
  return new Map(found.map(({ name, table, manage }) => [name, { table, manage }]));
}

/** The tables that importers of all accounts have Sluice make, by their newest versions, as their definitions name them. */
export async function createdTargets(
  db: Db | Tx,
): Promise<{ readonly name: string; readonly accountId: string; readonly table: string }[]> {
  return db
    .select({ name: importers.name, accountId: importers.accountId, table: member('$.target.table') })
    .from(importers)
    .innerJoin(
      importerVersions,
      and(
        eq(importerVersions.name, importers.name),
        eq(importerVersions.accountId, importers.accountId),
        eq(importerVersions.version, importers.version),
      ),
    )
    .where(eq(member('$.target.manage'), 'create'));
}

/** Names a version by an account that has the importer: its own, or one for all. */
type VersionKey = Pick<ImporterVersion, 'name' | 'accountId' | 'version'>;

export async function findVersion(
  db: Db | Tx,
  { name, accountId, version }: VersionKey,
): Promise<ImporterVersion | undefined> {
  const [row] = await db
    .select()
    .from(importerVersions)
    .where(
      and(
        eq(importerVersions.name, name),
        inArray(importerVersions.accountId, [ALL_ACCOUNTS, accountId]),
        eq(importerVersions.version, version),
      ),
    );
  return row;
}

export type VersionSummary = Omit<ImporterVersion, 'source' | 'definition'>;

/** The versions of one importer, newest first; `accountId` is its owner. */
export async function listVersions(
  db: Db,
  {
    name,
    accountId,
    before,
    limit,
  }: Omit<VersionKey, 'version'> & { readonly before?: number; readonly limit: number },
): Promise<Page<VersionSummary>> {
  const { source, definition, ...columns } = getTableColumns(importerVersions);
  const rows = await db
    .select(columns)
    .from(importerVersions)
    .where(
      and(
        eq(importerVersions.name, name),
        eq(importerVersions.accountId, accountId),
        before === undefined ? undefined : lt(importerVersions.version, before),
      ),
    )
    .orderBy(desc(importerVersions.version))
    .limit(limit + 1);
  return page(rows, limit);
}
