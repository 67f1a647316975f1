import { CREATED_PREFIX, type QualifiedTable, type TableDescription, tableText } from '@sluice/core';
import type { Tx } from '@sluice/db';
import { ALL_ACCOUNTS, createdTargets } from '@sluice/db/importers';
import type { Definition } from '@sluice/importers';
import { ROW_COLUMN, resolveTarget } from '@sluice/importers/target';
import type { Deps } from '../context.ts';

type Needs = Pick<Deps, 'targets' | 'tables'> & { readonly db: Deps['db'] | Tx };

/** An importer, and whose it is: an account's, or `ALL_ACCOUNTS`. */
export interface OwnedImporter {
  readonly name: string;
  readonly accountId: string;
}

/** Whether a table has the name of one that Sluice makes. */
const isNamedLikeCreated = ({ targets }: Needs, { schema = targets.own, table }: QualifiedTable): boolean =>
  schema === targets.createSchema && table.startsWith(CREATED_PREFIX);

/** The importers that a table was made for. */
async function makersOf({ db, targets }: Needs, wanted: QualifiedTable): Promise<OwnedImporter[]> {
  const text = tableText({ schema: targets.own, ...wanted });
  const all = await createdTargets(db);
  return all.filter(({ table }) => {
    const target = { table, manage: 'create' } as Definition['target'];
    return tableText(resolveTarget({ target }, targets)) === text;
  });
}

/** Whether the table that an importer would have made belongs to an importer of another account, or to another one of its own. */
export async function isOthersTable(deps: Needs, definition: Definition, accountId: string): Promise<boolean> {
  const makers = await makersOf(deps, resolveTarget(definition, deps.targets));
  return makers.some((maker) => maker.name !== definition.name || maker.accountId !== accountId);
}

/**
 * Describes tables for a definition. Those that Sluice made for other accounts do not exist for a member, and one that only has such
 * a name does not exist for anybody.
 * @param given the table that the definition has made itself, if it does
 */
export function describeFor(
  deps: Needs,
  { accountId, byOperator }: { readonly accountId: string; readonly byOperator: boolean },
  given: QualifiedTable | undefined,
): (name: QualifiedTable) => Promise<TableDescription | undefined> {
  const { own } = deps.targets;
  const made = given && tableText({ schema: own, ...given });
  return async (name) => {
    const table = await deps.tables.describe(name);
    if (!table || !isNamedLikeCreated(deps, name) || tableText({ schema: own, ...name }) === made) return table;
    if (!table.columns.some((column) => column.name === ROW_COLUMN)) return undefined;
    if (byOperator) return table;
    const makers = await makersOf(deps, name);
    return makers.some((maker) => [ALL_ACCOUNTS, accountId].includes(maker.accountId)) ? table : undefined;
  };
}
