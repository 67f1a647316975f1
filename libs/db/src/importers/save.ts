import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AppError, isAppError } from '@sluice/core';
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import {
  ALL_ACCOUNTS,
  accountLocks,
  type ImporterRow,
  type ImporterVersion,
  importers,
  importerVersions,
} from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';
import { admitVersion, type ImporterLimits } from './limits.ts';

const NO_LIMITS: ImporterLimits = { maxImporters: 0, maxTables: 0, maxVersions: 0 };

interface NewVersion
  extends Pick<ImporterVersion, 'name' | 'accountId' | 'source' | 'format' | 'definition' | 'createdBy'> {
  readonly title: string;
  readonly origin: ImporterRow['origin'];
  /** The version that the new one was made from, 0 for a new importer. Absent: whichever is the newest. */
  readonly basedOn?: number | undefined;
}

/**
 * Stores a version, the first of a new importer or the next of an existing one. What the newest version says already makes
 * no other, unless this release takes the same text for another target.
 * @returns the version with this text, and whether it is new
 * @throws AppError INVALID_STATE if the name is taken, the importer is archived or of another origin; TOO_MANY_IMPORTERS,
 * TOO_MANY_TABLES, TOO_MANY_VERSIONS; VERSION_CONFLICT if another version was saved since
 */
export async function saveVersion(
  db: Db | Tx,
  given: NewVersion,
  limits: ImporterLimits = NO_LIMITS,
): Promise<{ readonly version: number; readonly created: boolean }> {
  return withTransaction(db, async (tx) => {
    const known = await lockName(tx, given);
    const sha256 = createHash('sha256').update(given.source).digest('hex');
    if (known && (await isNewest(tx, known, { sha256, definition: given.definition }))) {
      // Its file is back in the folder.
      if (known.archivedAt && given.origin === 'folder') await restoreImporter(tx, given);
      return { version: known.version, created: false };
    }
    // Processes of an older release also start during an upgrade, and must not bring their texts back.
    if (known && given.origin === 'shipped' && (await hasText(tx, known, sha256)))
      return { version: known.version, created: false };
    const newest = known?.version ?? 0;
    refuseOutdated(given, newest);
    await admitVersion(tx, limits, given, newest);
    const version = newest + 1;
    const { name, accountId, title, origin, basedOn: _, ...rest } = given;
    if (known) {
      const archivedAt = origin === 'folder' ? null : known.archivedAt;
      await tx.update(importers).set({ version, title, archivedAt, updatedAt: sql`now(3)` }).where(ofName(given));
    } else await tx.insert(importers).values({ name, accountId, title, origin, version });
    await tx.insert(importerVersions).values({ name, accountId, version, sha256, ...rest });
    return { version, created: true };
  });
}

/** @throws AppError VERSION_CONFLICT: what somebody else has saved would be lost without anyone noticing */
function refuseOutdated({ name, basedOn }: NewVersion, newest: number): void {
  if (basedOn === undefined || basedOn === newest) return;
  throw new AppError(
    'VERSION_CONFLICT',
    basedOn === 0
      ? `There is an importer named ${name} already. Choose another name, or change its version ${newest}.`
      : newest === 0
        ? `There is no importer named ${name} with a version ${basedOn}. Leave out what the change is based on, or correct the name.`
        : `Version ${newest} of the importer ${name} was saved since: this change is based on version ${basedOn}. Compare both, then save it based on version ${newest}.`,
  );
}

export interface ShippedImporter {
  readonly source: string;
  readonly definition: { readonly name: string; readonly title?: string | undefined };
}

/**
 * Stores what is shipped, where it differs from what is stored. All processes do so when they start.
 * @returns the names that are others' already, and stay theirs
 */
export async function registerShipped(db: Db, shipped: readonly ShippedImporter[]): Promise<string[]> {
  const taken: string[] = [];
  for (const { source, definition } of shipped) {
    const { name, title = name } = definition;
    await saveVersion(db, {
      ...{ name, title, accountId: ALL_ACCOUNTS, origin: 'shipped', createdBy: null },
      ...{ source, format: 'yaml', definition: { ...definition } },
    }).catch((error: unknown) => {
      if (!isAppError(error) || error.code !== 'INVALID_STATE') throw error;
      taken.push(name);
    });
  }
  return taken;
}

const whence = {
  shipped: 'is shipped with Sluice',
  folder: 'is installed from a folder (IMPORTERS_DIR)',
  api: 'was made over the API',
} as const satisfies Record<ImporterRow['origin'], string>;

const ofName = ({ name, accountId }: Pick<ImporterRow, 'name' | 'accountId'>) =>
  and(eq(importers.name, name), eq(importers.accountId, accountId));

/** Saves take turns, so that an account and the installation cannot both take a name that neither has yet. */
async function lockName(tx: Tx, { name, accountId, origin }: NewVersion): Promise<ImporterRow | undefined> {
  await tx
    .insert(accountLocks)
    .values({ accountId: ALL_ACCOUNTS })
    .onDuplicateKeyUpdate({ set: { accountId: sql`${accountLocks.accountId}` } });
  const rows = await tx.select().from(importers).where(eq(importers.name, name)).for('update');
  const known = rows.find((row) => row.accountId === accountId);
  const taken = accountId === ALL_ACCOUNTS ? rows : rows.filter((row) => row.accountId === ALL_ACCOUNTS);
  if (!known && taken.length > 0) {
    const owner = accountId === ALL_ACCOUNTS ? 'an account has' : 'all accounts have';
    throw new AppError('INVALID_STATE', `The name ${name} is taken: ${owner} an importer with it. Choose another.`);
  }
  if (!known) return undefined;
  if (known.origin !== origin)
    throw new AppError(
      'INVALID_STATE',
      `The importer ${name} ${whence[known.origin]}, so it is not changed from elsewhere. Give yours another name.`,
    );
  if (known.archivedAt && origin === 'api')
    throw new AppError('INVALID_STATE', `The importer ${name} is archived. Restore it to make a new version.`);
  return known;
}

/** Whether any version has had this text. */
async function hasText(tx: Tx, { name, accountId }: ImporterRow, sha256: string): Promise<boolean> {
  const [found] = await tx
    .select({ version: importerVersions.version })
    .from(importerVersions)
    .where(
      and(
        eq(importerVersions.name, name),
        eq(importerVersions.accountId, accountId),
        eq(importerVersions.sha256, sha256),
      ),
    )
    .limit(1);
  return found !== undefined;
}

async function isNewest(
  tx: Tx,
  { name, accountId, version }: ImporterRow,
  { sha256, definition }: Pick<ImporterVersion, 'sha256' | 'definition'>,
): Promise<boolean> {
  const [newest] = await tx
    .select({ sha256: importerVersions.sha256, definition: importerVersions.definition })
    .from(importerVersions)
    .where(
      and(
        eq(importerVersions.name, name),
        eq(importerVersions.accountId, accountId),
        eq(importerVersions.version, version),
      ),
    );
  if (newest?.sha256 !== sha256) return false;
  // As it would come back from the database.
  const { target } = JSON.parse(JSON.stringify(definition));
  return isDeepStrictEqual(newest.definition.target, target);
}

/** The importers from a folder that take imports. */
export async function folderImporters(db: Db): Promise<string[]> {
  const rows = await db
    .select({ name: importers.name })
    .from(importers)
    .where(and(eq(importers.origin, 'folder'), isNull(importers.archivedAt)));
  return rows.map(({ name }) => name);
}

/** Archives importers from a folder. */
export async function archiveFolderImporters(db: Db, names: readonly string[]): Promise<void> {
  await db
    .update(importers)
    .set({ archivedAt: sql`now(3)`, updatedAt: sql`now(3)` })
    .where(and(eq(importers.origin, 'folder'), isNull(importers.archivedAt), inArray(importers.name, [...names])));
}

/** Ends the importer for new imports; those that exist go on. False if it was archived already. */
export const archiveImporter = (tx: Tx, importer: Pick<ImporterRow, 'name' | 'accountId'>): Promise<boolean> =>
  setArchived(tx, importer, true);

/** Takes it back. False if it was not archived. */
export const restoreImporter = (tx: Tx, importer: Pick<ImporterRow, 'name' | 'accountId'>): Promise<boolean> =>
  setArchived(tx, importer, false);

async function setArchived(tx: Tx, importer: Pick<ImporterRow, 'name' | 'accountId'>, to: boolean): Promise<boolean> {
  const { archivedAt } = importers;
  const [{ affectedRows }] = await tx
    .update(importers)
    .set({ archivedAt: to ? sql`now(3)` : null, updatedAt: sql`now(3)` })
    .where(and(ofName(importer), to ? isNull(archivedAt) : isNotNull(archivedAt)));
  return affectedRows === 1;
}
