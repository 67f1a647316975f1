import { qualifiedTable, type TableDescription, tableText } from '@sluice/core';
import type { ImportTarget, TargetColumn, TargetLookUp } from '@sluice/db/imports';
import { type Definition, refersToItself } from '@sluice/importers';
import { keyColumns, resolveTarget } from '@sluice/importers/target';
import { declared, declaredType } from './declared-type.ts';
import type { TargetDeps } from './open-target.ts';
import type { NamedDefinition } from './stored-importers.ts';

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
  /** Whether the table is the definition's own. */
  readonly isOwn: boolean;
}

/** The tables of a definition's look-ups and foreign keys. That they may be used and fit was checked. */
export async function openLookUps(
  deps: TargetDeps,
  definition: Definition,
  importer: NamedDefinition,
): Promise<OpenLookUp[]> {
  const lookUps = (definition.lookups ?? []).map(({ fields, table, by, value, store, onMissing = 'reject' }) =>
    open(deps, qualifiedTable(table), { fields, by, take: { value, store }, onMissing, isOwn: false }),
  );
  const keys = (definition.schema.foreignKeys ?? []).map(async ({ fields, reference }) => {
    const isOwn = refersToItself(definition, reference);
    const other = isOwn ? definition : await importer(reference.resource ?? '');
    if (!other) throw new Error(`the importer ${reference.resource} is gone, which was checked`);
    const by = reference.fields.flatMap((field) => keyColumns(other, [field]));
    return open(deps, resolveTarget(other, deps.targets), { fields, by, take: undefined, onMissing: 'reject', isOwn });
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
  /** What new rows have for blank fields, by field. */
  readonly fallbacks: Readonly<Record<string, string>>;
}

/** A name that no column can have. */
export const inputName = (field: string): string => `\0${field}`;

/** The columns of staged rows, and what is looked up for them. A look-up is left out if the file lacks a field without a default. */
export function withLookUps(given: LookedUp): Pick<ImportTarget, 'columns' | 'lookUps'> {
  const { definition, target, clearOnUpdate, fallbacks } = given;
  const fed = new Set(given.columns.map(({ field }) => field));
  const lookUps = given.lookUps.filter(({ fields }) =>
    fields.every((field) => fed.has(field) || fallbacks[field] !== undefined),
  );
  const taken = given.lookUps.filter(({ take }) => take);
  const inputs = new Map(
    taken.flatMap(({ fields, table, by }) => fields.map((field, at) => [field, { table, by: by[at] ?? '' }])),
  );
  const columns = given.columns.map((column): TargetColumn => {
    const input = inputs.get(column.field);
    if (!input || definition.columns?.[column.field]?.column !== undefined) return column;
    return { ...column, name: inputName(column.field), role: 'input', sqlType: declaredType(input.table, input.by) };
  });
  const nameOf = (field: string): string | undefined => columns.find((column) => column.field === field)?.name;
  const isWhole = ({ fields }: OpenLookUp): boolean => fields.every((field) => fed.has(field));
  const stored = lookUps.flatMap(({ take, ...lookUp }): TargetColumn[] =>
    take
      ? [
          {
            ...{ name: declared(target, take.store).name, field: lookUp.fields.join(', '), role: 'lookedUp' },
            // What the file does not have is not changed in rows that exist.
            clearOnUpdate: clearOnUpdate && isWhole({ take, ...lookUp }),
            sqlType: declaredType(target, take.store),
          },
        ]
      : [],
  );
  return {
    columns: [...columns, ...stored],
    lookUps: lookUps.map((lookUp) => {
      const { fields, table, account, by, take, onMissing, unique, isOwn } = lookUp;
      const hasDefault = fields.some((field) => fallbacks[field] !== undefined);
      return {
        ...{ account, by, onMissing, unique, isOwn, table: { schema: table.schema, name: table.name } },
        take: take && { ...take, store: declared(target, take.store).name },
        fills: hasDefault ? (clearOnUpdate && isWhole(lookUp) ? 'all' : 'new') : undefined,
        inputs: fields.map((field) => ({
          ...{ field, column: nameOf(field) },
          ...(fallbacks[field] !== undefined && { fallback: fallbacks[field] }),
        })),
        called: `${table.name} (${by.join(', ')})`,
      };
    }),
  };
}
