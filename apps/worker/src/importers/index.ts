import type { ImporterName } from '@sluice/jobs';
import { assets } from './assets.ts';
import { contacts } from './contacts.ts';
import type { Importer } from './types.ts';

/** Every importer, by its name in the API. */
export const importers = { assets, contacts } satisfies Record<ImporterName, Importer> as Record<
  ImporterName,
  Importer
>;

export type { CellContext, Column, ColumnType, DateOrder, Importer, OrderRule } from './types.ts';
