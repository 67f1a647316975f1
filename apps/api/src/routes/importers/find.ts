import { AppError } from '@sluice/core';
import { findVersion, type ImporterRow, type ImporterVersion, listImporters } from '@sluice/db/importers';
import type { Definition } from '@sluice/importers';
import type { Principal } from '../../auth/verify-token.ts';
import type { Deps } from '../../context.ts';

/** How many names an error lists. */
const NAMED = 20;

/** The importer with this name, of the caller's account or for all. @throws AppError NOT_FOUND */
export async function requireImporter(
  { db, together }: Pick<Deps, 'db' | 'together'>,
  { accountId }: Pick<Principal, 'accountId'>,
  name: string,
): Promise<ImporterRow> {
  const found = await together.importers.call({ name, accountId });
  if (found) return found;
  const { items, hasMore } = await listImporters(db, { accountId, limit: NAMED });
  const names = items.map((one) => one.name).join(', ');
  throw new AppError('NOT_FOUND', `No importer is named ${name}. There are: ${names}${hasMore ? ', …' : ''}.`);
}

/** An importer that the caller's account may import with. */
export interface OpenImporter {
  readonly row: ImporterRow;
  readonly definition: Definition;
}

/**
 * The same, for a new import by this account: with its newest version.
 * @throws AppError NOT_FOUND, INVALID_STATE when it is archived, FORBIDDEN when its definition lets only operators import
 */
export async function openImporter(
  deps: Pick<Deps, 'db' | 'together' | 'definitions'>,
  { accountId, role }: Principal,
  name: string,
): Promise<OpenImporter> {
  const row = await requireImporter(deps, { accountId }, name);
  if (row.archivedAt) throw new AppError('INVALID_STATE', `The importer ${name} is archived and takes no new imports.`);
  const definition = await newestDefinition(deps, row);
  if (definition.access?.import === 'operator' && role !== 'operator')
    throw new AppError('FORBIDDEN', `Only operators may import with ${name}.`);
  return { row, definition };
}

/** The definition of the importer's newest version. @throws AppError NOT_FOUND */
export async function newestDefinition(
  { definitions }: Pick<Deps, 'definitions'>,
  row: ImporterRow,
): Promise<Definition> {
  const found = await definitions.get(row);
  if (!found) throw noVersion(row.name, row.version);
  // It was checked when it was stored, perhaps by a newer version of Sluice.
  return found as Definition;
}

const noVersion = (name: string, version: number): AppError =>
  new AppError('NOT_FOUND', `The importer ${name} has no version ${version}.`);

/** @throws AppError NOT_FOUND */
export async function requireVersion(
  { db }: Pick<Deps, 'db'>,
  { name, accountId }: Pick<ImporterRow, 'name' | 'accountId'>,
  version: number,
): Promise<ImporterVersion> {
  const found = await findVersion(db, { name, accountId, version });
  if (!found) throw noVersion(name, version);
  return found;
}
