import type { FieldError } from '@sluice/core';
import { ALL_ACCOUNTS, findImporter, findVersion } from '@sluice/db/importers';
import { type Definition, notYet } from '@sluice/importers';
import { checkTarget } from '@sluice/importers/target';
import type { Deps } from '../context.ts';

export type CheckedDefinition =
  | { readonly definition: Definition; readonly warnings: readonly FieldError[]; readonly problems?: undefined }
  | { readonly definition?: undefined; readonly problems: readonly FieldError[] };

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
  { db, targets, tables }: Pick<Deps, 'db' | 'targets' | 'tables'>,
  source: string,
  { format, owner, byOperator = true }: DefinitionFrom,
): Promise<CheckedDefinition> {
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
    return { field: path, code: 'UNSUPPORTED', message: 'Imports cannot do this yet.' };
  });
  if (unsupported.length > 0) return { problems: unsupported };
  const accountId = owner === 'all' ? ALL_ACCOUNTS : owner.accountId;
  const { problems, warnings, table } = await checkTarget(definition, {
    allowed: targets,
    describe: tables.describe,
    importer: (name) => newest(db, accountId, name),
  });
  const all = problems.map(fieldOf);
  if (table && targets.ruleOf({ schema: table.schema, table: table.name })?.account === undefined && !byOperator)
    all.push({ field: 'target.table', code: 'TABLE_NOT_ALLOWED', message: SHARED });
  return all.length > 0 ? { problems: all } : { definition, warnings: warnings.map(fieldOf) };
}

const SHARED = 'All accounts share the rows of this table, so that only an operator defines importers for it.';

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
