import { columnType, quotedNames, type TableColumn, type TableDescription, type TargetRule } from '@sluice/core';
import type { Definition, Lookup } from '../document/definition.ts';
import { type Path, shown } from '../document/problem.ts';
import type { Field } from '../document/table-schema.ts';
import { checkAccountColumn } from './account-column.ts';
import { checkDefault } from './column-checks.ts';
import { columnOf, type Findings, nameOf, requireColumn, sameName, sameNames } from './findings.ts';
import { alike, holds } from './kinds.ts';
import { keyColumns } from './written-columns.ts';

type ForeignKey = NonNullable<Definition['schema']['foreignKeys']>[number];

/** A table that values are looked up in. */
export interface Referenced {
  readonly table: TableDescription;
  readonly rule: Pick<TargetRule, 'account'>;
}

/** A look-up: its columns are there, of like types, and found by an index within the account. */
export function checkLookup(
  definition: Definition,
  { lookup, index }: { readonly lookup: Lookup; readonly index: number },
  target: TableDescription,
  { table, rule }: Referenced,
  findings: Findings,
): void {
  const { report } = findings;
  const { fields, by, value, store, onMissing } = lookup;
  const path = ['lookups', index];
  for (const [at, name] of by.entries()) {
    if (rule.account === undefined || !sameName(name, rule.account)) continue;
    const message = `Sluice itself looks up the account in ${nameOf(table)}.${name}. Leave it out.`;
    report([...path, 'by', at], 'CONTRADICTION', message);
  }
  const found = checkSearch(definition, { fields, columns: by, path: [...path, 'by'] }, { table, rule }, findings);
  const [from, to] = [requireColumn(table, value, [...path, 'value'], report), columnOf(target, store)];
  if (from && to && !alike(columnType(from.type).family, columnType(to.type).family)) {
    const message = `${nameOf(table)}.${from.name} is ${from.type}, and ${nameOf(target)}.${to.name} is ${to.type}. Name columns of like types.`;
    report([...path, 'value'], 'COLUMN_TYPE', message);
  }
  if (!found) return;
  const unique = uniqueOver(table, by, rule.account);
  if (onMissing === 'create') {
    if (!unique)
      report(
        [...path, 'onMissing'],
        'INDEX_MISSING',
        `${nameOf(table)} has no unique index over exactly ${keyText(by, rule.account)}, so that a value could be added twice. Add one, or leave out onMissing.`,
      );
    checkCreated(
      table,
      [...by, ...(rule.account === undefined ? [] : [rule.account])],
      [...path, 'onMissing'],
      findings,
    );
  } else if (!unique) {
    findings.warn(
      [...path, 'by'],
      'AMBIGUOUS',
      `${nameOf(table)} has no unique index over exactly ${keyText(by, rule.account)}: a value may be in several of its rows.`,
    );
  }
}

/** A foreign key: the columns of its fields are found by an index within the account. */
export function checkForeignKey(
  definition: Definition,
  { key, index }: { readonly key: ForeignKey; readonly index: number },
  { table, rule }: Referenced,
  referenced: Definition,
  findings: Findings,
): void {
  const { fields, reference } = key;
  const known = new Set(referenced.schema.fields.map(({ name }) => name));
  const path = ['schema', 'foreignKeys', index, 'reference', 'fields'];
  const unknown = reference.fields.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const message = `The importer ${referenced.name} has no field ${quotedNames(unknown)}. It has: ${quotedNames([...known])}.`;
    findings.report(path, 'UNKNOWN_FIELD', message);
    return;
  }
  checkSearch(
    definition,
    { fields, columns: keyColumns(referenced, reference.fields), path },
    { table, rule },
    findings,
  );
}

interface Search {
  readonly fields: readonly string[];
  readonly columns: readonly string[];
  /** Where the definition names the columns. */
  readonly path: Path;
}

/** Whether the columns are all there. Reports what keeps values from being found in them. */
function checkSearch(definition: Definition, search: Search, { table, rule }: Referenced, findings: Findings): boolean {
  const { report } = findings;
  const { columns, path } = search;
  const there = columns.map((name, at) =>
    requireColumn(table, name, [...path, ...(columns.length > 1 ? [at] : [])], report),
  );
  const account = rule.account === undefined ? undefined : requireColumn(table, rule.account, path, report);
  if (account) checkAccountColumn(table, account, path, report);
  if (there.includes(undefined) || (rule.account !== undefined && !account)) return false;
  search.fields.forEach((name, at) => {
    const field = definition.schema.fields.find((one) => one.name === name);
    const column = there[at];
    if (!field || !column) return;
    checkSearched(field, column, table, path, findings);
    checkDefault(definition, field, { column, name: `${nameOf(table)}.${column.name}` }, findings);
  });
  const wanted = [...columns, ...(account ? [account.name] : [])];
  if (!table.indexes.some((one) => startsWith(one.columns, columns, wanted))) {
    const message = `No index of ${nameOf(table)} begins with ${keyText(columns, rule.account)}, so that each batch would read the whole table. Add one.`;
    report(path, 'INDEX_MISSING', message);
  }
  return true;
}

function checkSearched(
  field: Field,
  column: TableColumn,
  table: TableDescription,
  path: Path,
  { report }: Findings,
): void {
  if (holds(columnType(column.type).family, field)) return;
  const message = `${nameOf(table)}.${column.name} is ${column.type}, which has no values of the type ${field.type ?? 'any'}, that of the field ${shown(field.name)}.`;
  report(path, 'COLUMN_TYPE', message);
}

/** Whether rows are found by an index that begins with all of the columns, with or without the account among them. */
function startsWith(index: readonly (string | null)[], columns: readonly string[], wanted: readonly string[]): boolean {
  const isWanted = (name: string | null) => name !== null && wanted.some((one) => sameName(one, name));
  const end = index.findIndex((name) => !isWanted(name));
  const start = end < 0 ? index : index.slice(0, end);
  return columns.every((name) => start.some((one) => one !== null && sameName(one, name)));
}

const keyText = (columns: readonly string[], account: string | undefined): string =>
  [...(account === undefined ? [] : [account]), ...columns].join(', ');

const uniqueOver = (table: TableDescription, columns: readonly string[], account: string | undefined): boolean =>
  table.indexes.some(
    (index) => index.unique && sameNames(index.columns, account === undefined ? columns : [account, ...columns]),
  );

/** A row that a look-up adds has values in `given` only. */
function checkCreated(table: TableDescription, given: readonly string[], path: Path, { report }: Findings): void {
  const needed = table.columns.filter((one) => !one.optional && !given.some((name) => sameName(name, one.name)));
  for (const { name } of needed) {
    const message = `${nameOf(table)}.${name} is NOT NULL without a default, so that a missing value cannot be added. Give it a default, or leave out onMissing.`;
    report(path, 'COLUMN_NEEDED', message);
  }
}
