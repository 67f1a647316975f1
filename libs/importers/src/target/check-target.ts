import {
  type ImportTargets,
  type QualifiedTable,
  qualifiedTable,
  quotedNames,
  type TableColumn,
  type TableDescription,
  type TableReferrer,
  tableText,
} from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import { type Path, type Problem, type Report, shown } from '../document/problem.ts';
import { similarName } from '../document/similar-name.ts';
import { refersToItself } from '../resources.ts';
import type { TablePlan } from './alter-table.ts';
import { planCreated } from './check-created.ts';
import { checkColumns } from './column-checks.ts';
import { allowsDeletions, checkDeletions } from './deletion-checks.ts';
import { columnOf, Findings, nameOf, sameName, type TargetWarning } from './findings.ts';
import { checkIndexes } from './index-checks.ts';
import { checkForeignKey, checkLookup, type Referenced } from './reference-checks.ts';
import { resolveTarget } from './resolve-target.ts';
import { quotedTable } from './wanted-table.ts';
import { warnOfTable } from './warnings.ts';

/** What surrounds a definition: the server, and the other importers. */
export interface TargetContext {
  readonly allowed: ImportTargets;
  /** A table as it is, such as `describeTable` of `@sluice/db/targets`; undefined if it does not exist. */
  readonly describe: (name: QualifiedTable) => Promise<TableDescription | undefined>;
  /** The importer that a foreign key names as its resource. */
  readonly importer?: (name: string) => Definition | undefined | Promise<Definition | undefined>;
  /** The foreign keys that refer to a table, as far as the user may see them. */
  readonly referrers?: (table: TableDescription) => Promise<readonly TableReferrer[]>;
  /** Whether the definition is a member's. Default: an operator's. */
  readonly byMember?: boolean;
}

export interface TargetCheck {
  /** Everything that keeps the definition from being used; empty if nothing does. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly TargetWarning[];
  /** The target table, or the one that Sluice would make; undefined if it does not exist or may not be used. */
  readonly table: TableDescription | undefined;
  /** With `manage: create`: what makes the table, or changes it, for `changeTable` of `@sluice/db/targets`. */
  readonly plan?: (before: TableDescription | undefined) => TablePlan;
}

/**
 * Checks a definition against the server: all differences of an existing table, or all that keeps Sluice from making or extending
 * its own, each with its path. No table is described that IMPORT_TARGETS does not list, so that nothing is said about others.
 */
export async function checkTarget(definition: Definition, context: TargetContext): Promise<TargetCheck> {
  const findings = new Findings();
  const check = definition.target.manage === 'create' ? checkCreated : checkExisting;
  const result = await check(definition, context, findings);
  return { problems: findings.problems, warnings: findings.warnings, ...result };
}

type Found = Pick<TargetCheck, 'table' | 'plan'>;

async function checkExisting(definition: Definition, context: TargetContext, findings: Findings): Promise<Found> {
  const target = await referenced(resolveTarget(definition, context.allowed), ['target', 'table'], context, findings);
  if (!target) return { table: undefined };
  const { table, rule } = target;
  if (table.engine.toLowerCase() !== 'innodb') {
    const message = `${nameOf(table)} uses ${table.engine}, which has no transactions, so that an interrupted import could not be rolled back. Change it: ALTER TABLE ${quotedTable(table)} ENGINE=InnoDB.`;
    findings.report(['target', 'table'], 'TABLE_ENGINE', message);
  }
  checkAccount(definition, target, findings.report);
  checkColumns(definition, table, rule.account, findings);
  checkIndexes(definition, table, rule.account, findings.report);
  await checkReferences(definition, target, context, findings);
  warnOfTable(definition, table, findings);
  await checkMirror(definition, { table, account: rule.account }, context, findings);
  return { table };
}

async function checkCreated(definition: Definition, context: TargetContext, findings: Findings): Promise<Found> {
  const target = resolveTarget(definition, context.allowed);
  const { schema, table: name } = target;
  const [before, stored] = await Promise.all([
    context.describe({ schema, table: name }),
    storedColumns(definition, context),
  ]);
  const { wanted, plan } = planCreated(definition, target, { stored, allowed: context.allowed, before }, findings);
  await checkReferences(definition, { table: wanted, rule: target }, context, findings);
  await checkMirror(definition, { table: before ?? wanted, account: target.account }, context, findings);
  return { table: before ?? wanted, plan };
}

/** What imports with on_absent=delete would delete. Tables that are not there yet have no referrers. */
async function checkMirror(
  definition: Definition,
  { table, account }: { readonly table: TableDescription; readonly account: string | undefined },
  { referrers = async () => [], byMember = false }: TargetContext,
  findings: Findings,
): Promise<void> {
  if (!allowsDeletions(definition)) return;
  checkDeletions({ definition, table, account, referrers: await referrers(table), byMember }, findings);
}

/** The columns that look-ups take values from, by those that store them. What is wrong with them is reported later. */
async function storedColumns(definition: Definition, context: TargetContext): Promise<Map<string, TableColumn>> {
  const columns = new Map<string, TableColumn>();
  for (const { table, value, store } of definition.lookups ?? []) {
    const found = await referenced(qualifiedTable(table), [], context, new Findings());
    const column = found && columnOf(found.table, value);
    if (column) columns.set(store, column);
  }
  return columns;
}

/** A table that may be used, and whose rows it holds. Reports why it cannot be. */
export async function referenced(
  name: QualifiedTable,
  path: Path,
  { allowed, describe }: TargetContext,
  { report }: Findings,
): Promise<Referenced | undefined> {
  const { schema = allowed.own, table } = name;
  const rule = allowed.ruleOf(name);
  if (!rule) {
    report(path, 'TABLE_NOT_ALLOWED', notAllowed({ schema, table }, allowed));
    return undefined;
  }
  const description = await describe({ schema, table });
  if (description) return { table: description, rule };
  const message = `The server has no table ${tableText({ schema, table })}, or the user of DATABASE_URL may not use it. Views are not tables.`;
  report(path, 'TABLE_NOT_FOUND', message);
  return undefined;
}

function notAllowed(name: QualifiedTable, allowed: ImportTargets): string {
  const text = tableText(name);
  if (allowed.isOwn(name)) return `${text} is a table of Sluice itself, which no importer uses. Name another table.`;
  const similar = similarName(text, allowed.names);
  const hint =
    similar === undefined ? `Allowed are: ${quotedNames(allowed.names)}.` : `Did you mean ${shown(similar)}?`;
  return `${text} is not one of the tables that importers may use. ${hint} An operator adds others to IMPORT_TARGETS.`;
}

/** The definition names the account's column as the operator does. */
function checkAccount({ target }: Definition, { table, rule }: Referenced, report: Report): void {
  const path = ['target', 'account'];
  const [given, wanted] = [target.account, rule.account];
  if (given === wanted || (given !== undefined && wanted !== undefined && sameName(given, wanted))) return;
  if (wanted === undefined) {
    report(
      path,
      'ACCOUNT_WRONG',
      `IMPORT_TARGETS lists ${nameOf(table)} as shared by all accounts. Leave out the account.`,
    );
  } else {
    const message = `IMPORT_TARGETS says that ${nameOf(table)} has the account in ${wanted}. Write account: ${wanted}.`;
    report(path, given === undefined ? 'REQUIRED' : 'ACCOUNT_WRONG', message);
  }
}

async function checkReferences(
  definition: Definition,
  target: Referenced,
  context: TargetContext,
  findings: Findings,
): Promise<void> {
  for (const [index, lookup] of (definition.lookups ?? []).entries()) {
    const other = await referenced(qualifiedTable(lookup.table), ['lookups', index, 'table'], context, findings);
    if (other) checkLookup(definition, { lookup, index }, target.table, other, findings);
  }
  for (const [index, key] of (definition.schema.foreignKeys ?? []).entries()) {
    const path = ['schema', 'foreignKeys', index, 'reference', 'resource'];
    const { resource } = key.reference;
    const isOwn = refersToItself(definition, key.reference);
    const other = isOwn ? definition : await context.importer?.(resource ?? '');
    if (!other) {
      findings.report(
        path,
        'UNKNOWN_IMPORTER',
        `There is no importer ${shown(resource)}. Name one, or leave out the key.`,
      );
      continue;
    }
    const at = isOwn ? target : await referenced(resolveTarget(other, context.allowed), path, context, findings);
    if (at) checkForeignKey(definition, { key, index }, at, other, findings);
  }
}
