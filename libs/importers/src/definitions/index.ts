import type { Importer, ImporterName } from '../types.ts';
import { assets } from './assets.ts';
import { contacts } from './contacts.ts';

/** Every importer, by its name in the API. */
export const importers = { assets, contacts } satisfies Record<ImporterName, Importer> as Record<
  ImporterName,
  Importer
>;
