import {
  AppError,
  counted,
  type ImportTargets,
  type QualifiedTable,
  type TableDescription,
  tableText,
} from '@sluice/core';
import type { KnownTables } from '@sluice/db/targets';
import type { Definition } from '@sluice/importers';
import { checkTarget, resolveTarget, type TargetCheck } from '@sluice/importers/target';
import { declared } from './declared-type.ts';
import { type OpenLookUp, openLookUps } from './open-look-ups.ts';
import type { NamedDefinition } from './stored-importers.ts';

/** The table that rows are written to, as it is now. */
export interface OpenTarget {
  readonly table: TableDescription;
  /** The column with the account of a row; undefined if all accounts share the rows. */
  readonly account: string | undefined;
  /** The tables in which values have to be. */
  readonly lookUps: readonly OpenLookUp[];
}

/** What a table that Sluice makes lacks: it was made with the definition, and has been changed or removed since. */
function unmade(name: QualifiedTable, table: TableDescription | undefined, plan: Plan): readonly Difference[] {
  if (!table) {
    const message = `The table ${tableText(name)} no longer exists. Store the definition again to have it made.`;
    return [{ path: 'target.table', code: 'TABLE_NOT_FOUND', message }];
  }
  if (plan(table).statements.length === 0) return [];
  const message = `The table ${tableText(name)} has been changed. Store the definition again to have it completed.`;
  return [{ path: 'target.table', code: 'TABLE_DIFFERS', message }];
}
type Plan = NonNullable<TargetCheck['plan']>;
type Difference = Pick<TargetCheck['problems'][number], 'path' | 'code' | 'message'>;

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
  importer: NamedDefinition,
): Promise<OpenTarget> {
  const context = { allowed: targets, describe: tables.describe, referrers: tables.referrers, importer };
  const resolved = resolveTarget(definition, targets);
  const { problems: found, plan } = await checkTarget(definition, context);
  const table = await tables.describe(resolved);
  const problems = plan ? [...found, ...unmade(resolved, table, plan)] : found;
  if (table && problems.length === 0) {
    const lookUps = await openLookUps({ tables, targets }, definition, importer);
    const account = resolved.account === undefined ? undefined : declared(table, resolved.account).name;
    return { table, account, lookUps };
  }
  throw differs(`The table of the importer ${definition.name} no longer fits its definition.`, problems);
}

/**
 * The table of a definition that is not stored: as it is now, or as Sluice would make it.
 * @throws AppError TARGET_CHANGED with every difference
 */
export async function describePlanned(
  { tables, targets }: TargetDeps,
  definition: Definition,
  importer: NamedDefinition,
): Promise<TableDescription> {
  const context = { allowed: targets, describe: tables.describe, referrers: tables.referrers, importer };
  const { problems, table } = await checkTarget(definition, context);
  if (table && problems.length === 0) return table;
  throw differs('The table does not fit the definition.', problems);
}

function differs(what: string, problems: readonly Difference[]): AppError {
  const [first, ...others] = problems;
  const more = others.length === 0 ? '' : ` And ${counted(others.length, 'more difference')}.`;
  return new AppError('TARGET_CHANGED', `${what} ${first?.path}: ${first?.message}${more}`, {
    fields: problems.map(({ path, code, message }) => ({ field: path, code, message })),
  });
}
