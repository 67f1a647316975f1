import { compile } from '../compile.ts';
import { shipped } from '../shipped/index.ts';
import type { Importer } from '../types.ts';

const shippedImporter = (name: string): Importer => {
  const found = shipped.find(({ definition }) => definition.name === name);
  if (!found) throw new Error(`no importer ${name} is shipped`);
  return compile(found.definition);
};

/** The shipped importers, compiled. */
export const importers = { assets: shippedImporter('assets'), contacts: shippedImporter('contacts') } as const;
