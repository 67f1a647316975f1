import type { Definition } from './document/definition.ts';
import type { Importer } from './types.ts';

/** The importer as far as it reads the keys of records: the fields of the key, and those that are looked up with them. */
export function keyPart(importer: Importer, { lookups = [] }: Pick<Definition, 'lookups'>): Importer {
  const wanted = new Set(importer.keys);
  for (const { fields } of lookups)
    if (fields.some((name) => importer.keys.includes(name))) for (const name of fields) wanted.add(name);
  return {
    ...importer,
    columns: importer.columns.filter(({ name }) => wanted.has(name)),
    ...{ unique: [], rules: [], checks: [] },
  };
}
