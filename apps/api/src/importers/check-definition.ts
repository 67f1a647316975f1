import { type FieldError, type TableDescription, tableText } from '@sluice/core';
import { ALL_ACCOUNTS, findImporter, findVersion } from '@sluice/db/importers';
import { changeTable } from '@sluice/db/targets';
import { type Definition, notYet } from '@sluice/importers';
import { checkTarget, resolveTarget } from '@sluice/importers/target';
import type { Deps } from '../context.ts';

export type CheckedDefinition =
  | {
      readonly definition: Definition;
      readonly warnings: readonly FieldError[];
      /** Makes or completes the table of a definition with `manage: create`; absent if the table is somebody else's. */
      readonly makeTable?: () => Promise<void>;
      readonly problems?: undefined;
    }
  | { readonly definition?: undefined; readonly problems: readonly FieldError[] };

export type CheckDeps = Pick<Deps, 'db' | 'targets' | 'tables' | 'tableOwnerUrl' | 'logger'>;

export interface DefinitionFrom {
  readonly format: 'yaml' | 'json';
  /** Whose importer it is to be: every account's, or that of an account. */
  readonly owner: 'all' | { readonly accountId: string };
  /** Whether an operator has written it. Default: true. */
  readonly byOperator?: boolean;
}

/**
 * Checks the text of a definition, then its tables: all problems at once, each with its path, and its place in the text if it
 * is one of the text.
 */
export async function checkDefinition(
  deps: CheckDeps,
  source: string,
  { format, owner, byOperator = true }: DefinitionFrom,
): Promise<CheckedDefinition> {
  const { db, targets, tables } = deps;
  // Loaded here, because no other request needs it.
  const { readDefinition } = await import('@sluice/importers/document');
  const { definition, problems: found } = readDefinition(source, { format });
  if (!definition) {
    const problems = found.map(({ path, code, message, at }) => ({
      ...{ field: path, code, message },
      ...(at && { line: at.line, column: at.column }),
    }));
    return { problems };
  }
  const unsupported = notYet(definition).map((path) => {
    return { field: path, code: 'UNSUPPORTED', message: 'Imports do not support this yet. Leave it out.' };
  });
  if (unsupported.length > 0) return { problems: unsupported };
  const accountId = owner === 'all' ? ALL_ACCOUNTS : owner.accountId;
  const { problems, warnings, table, plan } = await checkTarget(definition, {
    allowed: targets,
    describe: tables.describe,
    importer: (name) => newest(db, accountId, name),
  });
  const all = problems.map(fieldOf);
  if (plan && owner !== 'all' && (await isOthers(deps, definition, owner.accountId)))
    all.push({ field: 'target.table', code: 'TABLE_EXISTS', message: TAKEN });
  if (table && targets.ruleOf({ schema: table.schema, table: table.name })?.account === undefined && !byOperator)
    all.push({ field: 'target.table', code: 'TABLE_NOT_ALLOWED', message: SHARED });
  if (all.length > 0) return { problems: all };
  const change = (before: TableDescription | undefined) => plan?.(before).statements ?? [];
  const makeTable = async (): Promise<void> => {
    await changeTable(deps.tableOwnerUrl, resolveTarget(definition, targets), change, { logger: deps.logger });
  };
  return { definition, warnings: warnings.map(fieldOf), ...(plan && { makeTable }) };
}

const TAKEN = 'This table already exists, and was not made for this importer. Name another table.';
const SHARED = 'All accounts share the rows of this table, so only operators may define importers for it.';

const fieldOf = ({ path, code, message }: { path: string; code: string; message: string }): FieldError => ({
  field: path,
  code,
  message,
});

/** Whether the table that an account's importer would have made is there already, but not for this importer. */
async function isOthers(
  { db, targets, tables }: CheckDeps,
  definition: Definition,
  accountId: string,
): Promise<boolean> {
  const wanted = resolveTarget(definition, targets);
  if ((await tables.describe(wanted)) === undefined) return false;
  const before = await newest(db, accountId, definition.name);
  return before === undefined || tableText(resolveTarget(before, targets)) !== tableText(wanted);
}

/** The newest definition of an importer that an account has. */
async function newest(db: Deps['db'], accountId: string, name: string): Promise<Definition | undefined> {
  const row = await findImporter(db, { name, accountId });
  return row && ((await findVersion(db, row))?.definition as Definition | undefined);
}
