import { AppError } from '@sluice/core';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type ImportMapping, importMappings } from '../schema/index.ts';
import { withTransaction } from '../transaction.ts';

type MappingKey = Pick<ImportMapping, 'accountId' | 'importer' | 'name'>;

/** The mappings that an account keeps for one importer. */
const MOST_MAPPINGS = 100;

const ofKey = ({ accountId, importer, name }: MappingKey) =>
  and(ofImporter({ accountId, importer }), eq(importMappings.name, name));
const ofImporter = ({ accountId, importer }: Omit<MappingKey, 'name'>) =>
  and(eq(importMappings.accountId, accountId), eq(importMappings.importer, importer));

/** All that the account keeps for the importer, by name; at most `MOST_MAPPINGS`. */
export const listMappings = (db: Db | Tx, key: Omit<MappingKey, 'name'>): Promise<ImportMapping[]> =>
  db.select().from(importMappings).where(ofImporter(key)).orderBy(asc(importMappings.name)).limit(MOST_MAPPINGS);

/**
 * Keeps a mapping under a name, in place of one that has the name already.
 * @returns the earlier mapping; undefined if there was none
 * @throws AppError INVALID_STATE if there are too many
 */
export function saveMapping(
  db: Db | Tx,
  { mapping, createdBy, ...key }: MappingKey & Pick<ImportMapping, 'mapping' | 'createdBy'>,
): Promise<ImportMapping['mapping'] | undefined> {
  return withTransaction(db, async (tx) => {
    const kept = await listMappings(tx, key);
    const known = kept.find(({ name }) => name === key.name);
    if (!known && kept.length >= MOST_MAPPINGS)
      throw new AppError(
        'INVALID_STATE',
        `The account keeps ${MOST_MAPPINGS} mappings for ${key.importer}, which is the most. Delete one of them first.`,
      );
    await tx
      .insert(importMappings)
      .values({ ...key, mapping, createdBy })
      .onDuplicateKeyUpdate({ set: { mapping, createdBy, updatedAt: sql`now(3)` } });
    return known?.mapping;
  });
}

/** Deletes a mapping. @returns it; undefined if there is none with this name */
export function deleteMapping(db: Db | Tx, key: MappingKey): Promise<ImportMapping['mapping'] | undefined> {
  return withTransaction(db, async (tx) => {
    const [known] = await tx.select().from(importMappings).where(ofKey(key)).for('update');
    if (known) await tx.delete(importMappings).where(ofKey(key));
    return known?.mapping;
  });
}
