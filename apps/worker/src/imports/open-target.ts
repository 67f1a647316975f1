import { AppError, counted, type ImportTargets, type TableDescription } from '@sluice/core';
import type { KnownTables } from '@sluice/db/targets';
import type { Definition } from '@sluice/importers';
import { checkTarget, resolveTarget } from '@sluice/importers/target';

/** The table that rows are written to, as it is now. */
export interface OpenTarget {
  readonly table: TableDescription;
  /** The column with the account of a row; undefined if all accounts share the rows. */
  readonly account: string | undefined;
}

export interface TargetDeps {
  readonly tables: KnownTables;
  readonly targets: ImportTargets;
}

/**
 * The table of a definition, checked again: it or IMPORT_TARGETS may have changed since the definition was stored.
 * `importer` finds the importer that a foreign key names.
 * @throws AppError TARGET_CHANGED with every difference
 */
export async function openTarget(
  { tables, targets }: TargetDeps,
  definition: Definition,
  importer: (name: string) => Promise<Definition | undefined>,
): Promise<OpenTarget> {
  const context = { allowed: targets, describe: tables.describe, importer };
  const { table, problems } = await checkTarget(definition, context);
  if (table && problems.length === 0) return { table, account: resolveTarget(definition, targets).account };
  const [first, ...others] = problems;
  const more = others.length === 0 ? '' : ` And ${counted(others.length, 'more difference')}.`;
  throw new AppError(
    'TARGET_CHANGED',
    `The table of the importer ${definition.name} no longer fits its definition. ${first?.path}: ${first?.message}${more}`,
    { fields: problems.map(({ path, code, message }) => ({ field: path, code, message })) },
  );
}
