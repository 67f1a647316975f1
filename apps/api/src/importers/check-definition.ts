import {
  AppError,
  type FieldError,
  type ImportTargets,
  type QualifiedTable,
  qualifiedTable,
  type TableDescription,
} from '@sluice/core';
import type { Tx } from '@sluice/db';
import { ALL_ACCOUNTS, findImporter, findVersion } from '@sluice/db/importers';
import { changeTable } from '@sluice/db/targets';
import type { Definition } from '@sluice/importers';
import { readDefinition } from '@sluice/importers/document';
import { checkTarget, resolveTarget, withImportStamp } from '@sluice/importers/target';
import type { Deps } from '../context.ts';
import { describeFor, isOthersTable } from './created-tables.ts';

export type CheckedDefinition =
  | {
      readonly definition: Definition;
      readonly warnings: readonly FieldError[];
      /** Makes or completes the table of a definition with `manage: create`; absent if the table is somebody else's. */
      readonly makeTable?: () => Promise<void>;
      /** Checks once more, where saves take turns, that the table was not made for another importer meanwhile. */
      readonly refuseTaken: (db: Deps['db'] | Tx) => Promise<void>;
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
  const { definition: read, problems: found } = readDefinition(source, { format });
  if (!read) {
    const problems = found.map(({ path, code, message, at }) => ({
      ...{ field: path, code, message },
      ...(at && { line: at.line, column: at.column }),
    }));
    return { problems };
  }
  const definition = withImportStamp(read);
  const accountId = owner === 'all' ? ALL_ACCOUNTS : owner.accountId;
  const creates = definition.target.manage === 'create';
  const refuseTaken = async (current: Deps['db'] | Tx): Promise<void> => {
    if (creates && owner !== 'all' && (await isOthersTable({ db: current, targets, tables }, definition, accountId)))
      throw new AppError('VALIDATION_FAILED', TAKEN, { fields: [taken] });
  };
  if (creates && owner !== 'all' && (await isOthersTable(deps, definition, accountId))) return { problems: [taken] };
  const made = creates ? resolveTarget(definition, targets) : undefined;
  const { problems, warnings, plan } = await checkTarget(definition, {
    allowed: targets,
    describe: describeFor(deps, { accountId, byOperator }, made),
    importer: (name) => newest(db, accountId, name),
    referrers: tables.referrers,
    byMember: !byOperator,
  });
  const all = [...problems.map(fieldOf), ...(byOperator ? [] : sharedTables(definition, targets))];
  if (all.length > 0) return { problems: all };
  const change = (before: TableDescription | undefined): readonly string[] => {
    const now = plan?.(before);
    // Somebody has made or changed the table since it was checked.
    if (now && now.problems.length > 0)
      throw new AppError('VALIDATION_FAILED', 'The table has changed since it was checked; see `fields`.', {
        fields: now.problems.map(fieldOf),
      });
    return now?.statements ?? [];
  };
  const makeTable = async (): Promise<void> => {
    await changeTable(deps.tableOwnerUrl, resolveTarget(definition, targets), change, { logger: deps.logger });
  };
  return { definition, warnings: warnings.map(fieldOf), refuseTaken, ...(plan && { makeTable }) };
}

/** The tables that all accounts share, where the definition would have an import write to them. */
function sharedTables(definition: Definition, targets: ImportTargets): FieldError[] {
  const isShared = (name: QualifiedTable): boolean => {
    const rule = targets.ruleOf(name);
    return rule !== undefined && rule.account === undefined;
  };
  const found = isShared(resolveTarget(definition, targets)) ? ['target.table'] : [];
  for (const [at, { table, onMissing }] of (definition.lookups ?? []).entries())
    if (onMissing === 'create' && isShared(qualifiedTable(table))) found.push(`lookups[${at}].onMissing`);
  return found.map((field) => ({ field, code: 'TABLE_NOT_ALLOWED', message: SHARED_TABLE }));
}

const TAKEN = 'This table already exists, and was not made for this importer. Name another table.';
export const SHARED_TABLE = 'All accounts share the rows of this table, so only operators may define importers for it.';
const taken: FieldError = { field: 'target.table', code: 'TABLE_EXISTS', message: TAKEN };

const fieldOf = ({ path, code, message }: { path: string; code: string; message: string }): FieldError => ({
  field: path,
  code,
  message,
});

/** The newest definition of an importer that an account has. */
async function newest(db: Deps['db'], accountId: string, name: string): Promise<Definition | undefined> {
  const row = await findImporter(db, { name, accountId });
  return row && ((await findVersion(db, row))?.definition as Definition | undefined);
}
