import { compile } from '../compile.ts';
import type { Importer } from '../types.ts';
import { definitions } from './definitions.ts';

/** The importers that are shipped; each is also the name of its table. */
export type ImporterName = keyof typeof definitions;

const names = Object.keys(definitions) as ImporterName[];

export interface ShippedImporter extends Importer {
  readonly name: ImporterName;
}

/** Every importer, by its name in the API. */
export const importers = Object.fromEntries(names.map((name) => [name, compile(definitions[name])])) as Record<
  ImporterName,
  ShippedImporter
>;
