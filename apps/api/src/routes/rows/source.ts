import { AppError, type TableColumn, type TableDescription, tableText } from '@sluice/core';
import type { Definition } from '@sluice/importers';
import { columnOf, keyColumns, resolveTarget } from '@sluice/importers/target';
import type { Principal } from '../../auth/verify-token.ts';
import type { Deps } from '../../context.ts';
import { newestDefinition, requireImporter } from '../importers/find.ts';

/** Where the rows of an importer are, and in which order. */
export interface RowSource {
  readonly definition: Definition;
  readonly table: TableDescription;
  /** In the order of `index`, by the names that the table has for them. */
  readonly key: readonly string[];
  readonly index: string | undefined;
  /** Whose rows they are is what IMPORT_TARGETS says now, not what the definition said when it was stored. */
  readonly accountColumn: string | undefined;
}

/** The table of an importer, as it is now. @throws AppError NOT_FOUND, TARGET_CHANGED, INVALID_STATE */
export async function rowsOf(deps: Deps, principal: Principal, name: string): Promise<RowSource> {
  const { targets, tables } = deps;
  const importer = await requireImporter(deps, principal, name);
  const definition = await newestDefinition(deps, importer);
  const resolved = resolveTarget(definition, targets);
  const rule = targets.ruleOf(resolved);
  const table = rule && (await tables.describe(resolved));
  if (!rule || !table) {
    const why = rule ? 'no longer exists' : 'may no longer be used by importers (IMPORT_TARGETS)';
    throw new AppError('TARGET_CHANGED', `The table ${tableText(resolved)} of this importer ${why}.`);
  }
  const nameOf = (column: string) => requireColumn(table, column).name;
  const accountColumn = rule.account === undefined ? undefined : nameOf(rule.account);
  const key = orderOf(definition, table).map(nameOf);
  return { definition, table, accountColumn, ...indexedKey(table, key, accountColumn) };
}

/** @throws AppError TARGET_CHANGED */
export function requireColumn(table: TableDescription, name: string): TableColumn {
  const column = columnOf(table, name);
  if (column) return column;
  throw new AppError(
    'TARGET_CHANGED',
    `The table ${tableText({ ...table, table: table.name })} no longer has the column ${name}.`,
  );
}

/** The key in the order of the unique index over it and the account. */
function indexedKey({ indexes }: TableDescription, key: readonly string[], account: string | undefined) {
  const wanted = new Set([...key, ...(account === undefined ? [] : [account])]);
  const index = indexes.find(
    ({ unique, columns }) =>
      unique && columns.length === wanted.size && columns.every((name) => name !== null && wanted.has(name)),
  );
  if (!index) return { key, index: undefined };
  return { key: index.columns.filter((name): name is string => name !== account), index: index.name };
}

/** The columns by which rows are listed: the importer's key, or without one the table's own. @throws AppError INVALID_STATE */
function orderOf(definition: Definition, table: TableDescription): readonly string[] {
  const { primaryKey = [] } = definition.schema;
  if (primaryKey.length > 0) return keyColumns(definition, primaryKey);
  // Several rows may have NULL in the same unique index.
  const orders = (name: string | null) => name !== null && columnOf(table, name)?.nullable === false;
  const unique = table.indexes.filter((index) => index.unique && index.columns.every(orders));
  const own = unique.find((index) => index.name === 'PRIMARY') ?? unique[0];
  if (own) return own.columns.filter((column) => column !== null);
  const message = `The rows of ${table.name} have no order: the table has no unique index over columns that are NOT NULL.`;
  throw new AppError('INVALID_STATE', message);
}
