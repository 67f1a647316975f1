import { AppError, qualifiedTable, quotedNames } from '@sluice/core';
import { findVersion, type ImporterRow, listImporters } from '@sluice/db/importers';
import type { Definition } from '@sluice/importers';
import type { KnownImporter } from '@sluice/importers/inference';
import { resolveTarget } from '@sluice/importers/target';
import type { ImporterInference } from '@sluice/jobs';
import type { Principal } from '../../auth/verify-token.ts';
import type { Deps } from '../../context.ts';
import { SHARED_TABLE } from '../../importers/check-definition.ts';
import { describeFor } from '../../importers/created-tables.ts';
import { refuseDefining } from './may-define.ts';

type Needs = Pick<Deps, 'db' | 'targets' | 'tables' | 'limits'>;

/** Importers whose tables foreign keys may refer to. */
const MOST_IMPORTERS = 200;

/**
 * What the database says about a table, as a definition. No row is read, and no table is described that the caller may not
 * define importers for.
 * @throws AppError FORBIDDEN, NOT_FOUND, VALIDATION_FAILED
 */
export async function inferFromTable(
  deps: Needs,
  principal: Principal,
  { table: tableName, name }: { readonly table: string; readonly name?: string | undefined },
): Promise<ImporterInference> {
  refuseDefining(deps, principal, 'account');
  const asked = qualifiedTable(tableName);
  const rule = deps.targets.ruleOf(asked);
  if (!rule) throw notAllowed(deps, tableName);
  if (rule.account === undefined && principal.role !== 'operator') {
    throw new AppError('FORBIDDEN', SHARED_TABLE);
  }
  const { schema = deps.targets.own, table } = asked;
  const { accountId, role } = principal;
  const describe = describeFor(deps, { accountId, byOperator: role === 'operator' }, undefined);
  const description = await describe({ schema, table });
  if (!description) throw notFound(tableName);
  const importers = await importersOf(deps, accountId);
  // Loaded here, because no other request needs it.
  const { inferTable } = await import('@sluice/importers/inference');
  const found = inferTable({ table: description, tableName, account: rule.account, name, importers });
  return {
    ...{
      definition: found.definition,
      source: found.source,
      decisions: [],
      warnings: found.warnings.map((one) => ({ ...one })),
    },
    columns: found.columns.map((column) => ({ ...column, evidence: [...column.evidence], examples: [] })),
    key_candidates: found.key_candidates.map((key) => ({
      ...key,
      fields: [...key.fields],
      evidence: [...key.evidence],
    })),
  };
}

const notFound = (table: string): AppError => new AppError('NOT_FOUND', `There is no table ${table}.`);

function notAllowed({ targets }: Needs, table: string): AppError {
  const message = `${table} is not one of the tables that importers may use: ${quotedNames(targets.names)}. An operator adds others to IMPORT_TARGETS.`;
  return new AppError('VALIDATION_FAILED', message, {
    fields: [{ field: 'table', code: 'TABLE_NOT_ALLOWED', message }],
  });
}

/** The importers that an account has, with their tables. */
async function importersOf({ db, targets }: Needs, accountId: string): Promise<KnownImporter[]> {
  const { items } = await listImporters(db, { accountId, limit: MOST_IMPORTERS });
  const found = await Promise.all(items.map((row) => knownImporter({ db, targets }, row)));
  return found.filter((one) => one !== undefined);
}

async function knownImporter({ db, targets }: Pick<Needs, 'db' | 'targets'>, row: ImporterRow) {
  const version = await findVersion(db, row);
  // It was checked when it was stored.
  const definition = version?.definition as Definition | undefined;
  if (!definition) return undefined;
  const { schema, table } = resolveTarget(definition, targets);
  return { definition, schema, table };
}
