import { qualifiedTable, type TableDescription, tableText } from '@sluice/core';
import type { ImportTarget, TargetColumn, TargetLookUp } from '@sluice/db/imports';
import type { Definition } from '@sluice/importers';
import { keyColumns, resolveTarget } from '@sluice/importers/target';
import { declared, declaredType } from './declared-type.ts';
import type { TargetDeps } from './open-target.ts';

/** A table in which values of the file have to be, as it is now. */
export interface OpenLookUp {
  readonly fields: readonly string[];
  readonly table: TableDescription;
  /** The column with the account of a row; undefined if all accounts share the rows. */
  readonly account: string | undefined;
  readonly by: readonly string[];
  readonly take: TargetLookUp['take'];
  readonly onMissing: TargetLookUp['onMissing'];
  readonly unique: boolean;
}

/** The tables of a definition's look-ups and foreign keys. That they may be used and fit was checked. */
export async function openLookUps(
  deps: TargetDeps,
  definition: Definition,
  importer: (name: string) => Promise<Definition | undefined>,
): Promise<OpenLookUp[]> {
  const lookUps = (definition.lookups ?? []).map(({ fields, table, by, value, store, onMissing = 'reject' }) =>
    open(deps, qualifiedTable(table), { fields, by, take: { value, store }, onMissing }),
  );
  const keys = (definition.schema.foreignKeys ?? []).map(async ({ fields, reference }) => {
    const other = reference.resource === undefined ? definition : await importer(reference.resource);
    if (!other) throw new Error(`the importer ${reference.resource} is gone, which was checked`);
    const by = reference.fields.flatMap((field) => keyColumns(other, [field]));
    return open(deps, resolveTarget(other, deps.targets), { fields, by, take: undefined, onMissing: 'reject' });
  });
  return Promise.all([...lookUps, ...keys]);
}

async function open(
  { tables, targets }: TargetDeps,
  name: { readonly schema?: string | undefined; readonly table: string },
  lookUp: Omit<OpenLookUp, 'table' | 'account' | 'unique'>,
): Promise<OpenLookUp> {
  const [rule, table] = [targets.ruleOf(name), await tables.describe(name)];
  if (!rule || !table) throw new Error(`the table ${tableText(name)} is gone, which was checked`);
  const own = rule.account === undefined ? lookUp.by : [rule.account, ...lookUp.by];
  return { ...lookUp, table, account: rule.account, unique: isUnique(table, own) };
}

/** Whether a unique index has no other columns than these. */
function isUnique({ indexes }: TableDescription, names: readonly string[]): boolean {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return indexes.some(
    ({ unique, columns }) => unique && columns.every((name) => name !== null && known.has(name.toLowerCase())),
  );
}

export interface LookedUp {
  readonly definition: Definition;
  readonly lookUps: readonly OpenLookUp[];
  readonly target: TableDescription;
  /** The columns of the lines' fields, in order. */
  readonly columns: readonly TargetColumn[];
  readonly clearOnUpdate: boolean;
}

/** A name that no column can have. */
const inputName = (field: string): string => `\0${field}`;

/** The columns of staged rows, and what is looked up for them. A look-up whose fields the file does not have is left out. */
export function withLookUps(given: LookedUp): Pick<ImportTarget, 'columns' | 'lookUps'> {
  const { definition, target, clearOnUpdate } = given;
  const fed = new Set(given.columns.map(({ field }) => field));
  const lookUps = given.lookUps.filter(({ fields }) => fields.every((field) => fed.has(field)));
  const taken = given.lookUps.filter(({ take }) => take);
  const inputs = new Map(
    taken.flatMap(({ fields, table, by }) => fields.map((field, at) => [field, { table, by: by[at] ?? '' }])),
  );
  const columns = given.columns.map((column): TargetColumn => {
    const input = inputs.get(column.field);
    if (!input || definition.columns?.[column.field]?.column !== undefined) return column;
    return { ...column, name: inputName(column.field), role: 'input', sqlType: declaredType(input.table, input.by) };
  });
  const nameOf = (field: string): string => columns.find((column) => column.field === field)?.name ?? field;
  const stored = lookUps.flatMap(({ take, fields }): TargetColumn[] =>
    take
      ? [
          {
            ...{ name: declared(target, take.store).name, field: fields.join(', '), role: 'lookedUp', clearOnUpdate },
            sqlType: declaredType(target, take.store),
          },
        ]
      : [],
  );
  return {
    columns: [...columns, ...stored],
    lookUps: lookUps.map(({ fields, table, ...lookUp }) => ({
      ...lookUp,
      take: lookUp.take && { ...lookUp.take, store: declared(target, lookUp.take.store).name },
      inputs: fields.map(nameOf),
      table: { schema: table.schema, name: table.name },
      called: `${table.name} (${lookUp.by.join(', ')})`,
    })),
  };
}
