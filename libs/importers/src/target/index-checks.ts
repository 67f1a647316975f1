import type { TableDescription, TableIndex } from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import type { Report } from '../document/problem.ts';
import { columnOf, nameOf, sameName, sameNames } from './findings.ts';
import { quote, quotedTable } from './wanted-table.ts';
import { fieldColumns, keyColumns } from './written-columns.ts';

const listed = (columns: readonly (string | null)[]): string => columns.map((one) => one ?? 'an expression').join(', ');

/** The columns of a unique key as its index has them: with the account. */
const withAccount = (account: string | undefined, columns: readonly string[]): string[] =>
  account === undefined || columns.some((one) => sameName(one, account)) ? [...columns] : [account, ...columns];

/**
 * Which rows are the same is what a unique index says, so that every key of the definition needs one over exactly its columns,
 * and every unique index that an import could run into needs a key of the definition.
 */
export function checkIndexes(
  definition: Definition,
  table: TableDescription,
  account: string | undefined,
  report: Report,
): void {
  const { primaryKey, uniqueKeys = [] } = definition.schema;
  const keys = [
    ...(primaryKey ? [{ fields: primaryKey, path: ['schema', 'primaryKey'] }] : []),
    ...uniqueKeys.map((fields, index) => ({ fields, path: ['schema', 'uniqueKeys', index] })),
  ].map((key) => ({ ...key, columns: withAccount(account, keyColumns(definition, key.fields)) }));
  const unique = table.indexes.filter((index) => index.unique);
  for (const { path, columns } of keys) {
    // A column that is missing is reported as such.
    if (columns.some((name) => !columnOf(table, name))) continue;
    if (unique.some((index) => sameNames(index.columns, columns))) continue;
    const names = columns.map(quote).join(', ');
    const message = `${nameOf(table)} has no unique index over exactly ${listed(columns)}. Add one, or change the key: ALTER TABLE ${quotedTable(table)} ADD UNIQUE (${names}).`;
    report(path, 'INDEX_MISSING', message);
  }
  const known = keys.map(({ columns }) => columns);
  const written = withAccount(
    account,
    fieldColumns(definition).map(({ column }) => column),
  );
  for (const index of unique) {
    if (known.some((columns) => sameNames(index.columns, columns)) || !canCollide(index, table, written)) continue;
    report(['schema', 'uniqueKeys'], 'KEY_UNKNOWN', unknownKey(definition, table, index, account));
  }
}

/** Whether rows of an import can have the values of another row in the index. */
function canCollide({ columns }: TableIndex, table: TableDescription, written: readonly string[]): boolean {
  const isWritten = (name: string): boolean => written.some((one) => sameName(one, name));
  const parts = columns.map((name) => (name === null ? undefined : columnOf(table, name)));
  // Numbers that the server counts differ, and NULL is never equal.
  const differs = parts.some(
    (one) => one && !isWritten(one.name) && (one.autoIncrement || (one.nullable && !one.generated)),
  );
  return !differs && parts.some((one) => !one || one.generated || isWritten(one.name));
}

function unknownKey(
  definition: Definition,
  table: TableDescription,
  { name, columns }: TableIndex,
  account: string | undefined,
): string {
  const start = `${nameOf(table)} has the unique index ${name} over ${listed(columns)}`;
  const fields = columns
    .filter((one) => one !== null && !(account && sameName(one, account)))
    .flatMap((column) => fieldsOf(definition, column ?? ''));
  if (account !== undefined && !columns.some((one) => one !== null && sameName(one, account))) {
    return `${start}, in which rows of other accounts would be in the way. Add ${account} to that index, or remove it.`;
  }
  if (fields.length === 0 || columns.includes(null) || fields.includes(undefined)) {
    return `${start}, and the definition cannot say which rows it refuses. Remove the index, or write to another table.`;
  }
  return `${start}. Add [${fields.join(', ')}] to schema.uniqueKeys.`;
}

/** The fields whose values are written to a column. */
function fieldsOf(definition: Definition, column: string): readonly (string | undefined)[] {
  const written = fieldColumns(definition).find((one) => sameName(one.column, column));
  const lookup = definition.lookups?.find(({ store }) => sameName(store, column));
  return written?.field ? [written.field.name] : (lookup?.fields ?? [undefined]);
}
