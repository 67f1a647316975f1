import { quotedNames, type TableColumn, type TableDescription } from '@sluice/core';
import type { ColumnExtras } from '../document/definition.ts';
import type { Field } from '../document/table-schema.ts';
import { columnField } from './column-fields.ts';
import { importerName, nameFields } from './field-names.ts';
import { finished } from './finished.ts';
import { foreignKeysOf, type KnownImporter } from './table-references.ts';
import type { Inference, InferenceWarning, InferredColumn, KeyCandidate } from './types.ts';

export interface TableInferenceOptions {
  readonly table: TableDescription;
  /** The table as the definition is to name it. */
  readonly tableName: string;
  /** The column with the account of a row; undefined if all accounts share the rows. */
  readonly account: string | undefined;
  readonly name?: string | undefined;
  /** The importers that a foreign key may refer to. */
  readonly importers?: readonly KnownImporter[];
}

/** A column of the table that became a field. */
export interface TableField {
  readonly column: TableColumn;
  readonly name: string;
}

const stamps = {
  import: [/^(?:import(?:_job)?_id|imported_by|import_job)$/, /^(?:var)?char\((?:3[6-9]|[4-9]\d|\d{3,})\)/],
  created: [/^(?:created|created_at|created_on|inserted_at|date_created)$/, /^(?:datetime|timestamp)/],
  updated: [
    /^(?:updated|updated_at|modified|modified_at|changed_at|last_modified|date_updated)$/,
    /^(?:datetime|timestamp)/,
  ],
} as const;

/** Infers a definition from a table: from what the database says about it, never from its rows. */
export function inferTable({ table, tableName, account, name, importers = [] }: TableInferenceOptions): Inference {
  const found = stampsOf(table);
  const taken = new Set(
    [...Object.values(found), ...(account === undefined ? [] : [account])].map((one) => one.toLowerCase()),
  );
  const written = table.columns.filter((column) => !taken.has(column.name.toLowerCase()) && isWritten(column));
  const usable = written.filter((column) => columnField(column) !== undefined && !/[.`]/.test(column.name));
  const named = nameFields(
    usable.map((column) => column.name),
    [],
  ).columns;
  const fields = usable.flatMap((column, at): TableField[] => {
    const field = named[at]?.name;
    return typeof field === 'string' ? [{ column, name: field }] : [];
  });
  const keys = keysOf(table, fields, account);
  const [primaryKey, ...uniqueKeys] = keys.map((key) => key.fields);
  const references = foreignKeysOf(table, fields, account, importers);
  const columns = fields.flatMap(({ column, name: field }) => {
    const more: ColumnExtras = {
      ...(column.name !== field && { column: column.name }),
      ...columnField(column)?.column,
    };
    return Object.keys(more).length > 0 ? [[field, more] as const] : [];
  });
  const definition = {
    name: name ?? importerName(table.name),
    target: {
      ...{ table: tableName, manage: 'existing' },
      ...(account !== undefined && { account }),
      ...(Object.keys(found).length > 0 && { stamps: found }),
    },
    schema: {
      $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
      ...(primaryKey && { primaryKey }),
      ...(uniqueKeys.length > 0 && { uniqueKeys }),
      ...(references.foreignKeys.length > 0 && { foreignKeys: references.foreignKeys }),
      fields: fields.map((field) => fieldOf(field)),
    },
    ...(columns.length > 0 && { columns: Object.fromEntries(columns) }),
  };
  const left = written.filter((column) => !fields.some((field) => field.column === column));
  return finished(definition, {
    comments: [`Inferred from the table ${tableName}.`],
    columns: fields.map(describe),
    keys,
    warnings: [
      ...left.map(leftOut),
      ...references.warnings,
      ...(primaryKey ? [] : [noKey(account)]),
      ...triggersOf(table),
    ],
  });
}

/** Whether an import can write to a column: the database does not make its values. */
const isWritten = ({ generated, autoIncrement }: TableColumn): boolean => !generated && !autoIncrement;

function stampsOf({ columns }: TableDescription): Partial<Record<keyof typeof stamps, string>> {
  const found = (Object.keys(stamps) as (keyof typeof stamps)[]).flatMap((kind) => {
    const [names, types] = stamps[kind];
    const column = columns.find((one) => isWritten(one) && names.test(one.name.toLowerCase()) && types.test(one.type));
    return column ? [[kind, column.name] as const] : [];
  });
  return Object.fromEntries(found);
}

function fieldOf({ column, name }: TableField): Field {
  const { constraints, ...facts } = columnField(column)?.field ?? { type: 'string' as const };
  // Imports write NULL to a column whose cell is blank, also where it has a default.
  const all = { ...(!column.nullable && { required: true }), ...constraints };
  return { name, ...facts, ...(Object.keys(all).length > 0 && { constraints: all }) };
}

function describe({ column, name }: TableField): InferredColumn {
  const needed = column.nullable ? 'may be NULL' : 'NOT NULL';
  const hint = 'It has a default: leave out the field to use that, or set columns.*.default for blank cells.';
  return {
    ...{ field: name, header: column.name, type: columnField(column)?.field.type ?? 'string' },
    ...{
      evidence: [`The column is ${column.type}, ${needed}.`, ...(column.optional && !column.nullable ? [hint] : [])],
      confidence: 1,
      examples: [],
    },
  };
}

/** The unique indexes over fields alone, without the account: the primary key first, then those whose fields are never NULL. */
function keysOf(
  { indexes }: TableDescription,
  fields: readonly TableField[],
  account: string | undefined,
): KeyCandidate[] {
  const byColumn = new Map(fields.map((field) => [field.column.name, field]));
  return indexes
    .flatMap(({ name, unique, columns }) => {
      const isAccount = (column: string | null) =>
        account !== undefined && column?.toLowerCase() === account.toLowerCase();
      // An index without the account holds for the rows of all accounts together.
      if (!unique || (account !== undefined && !columns.some(isAccount))) return [];
      const parts = columns.filter((column) => !isAccount(column)).map((column) => byColumn.get(column ?? ''));
      const known = parts.filter((part) => part !== undefined);
      return known.length === 0 || known.length < parts.length ? [] : [{ name, parts: known }];
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map(({ name, parts }) => ({
      fields: parts.map((part) => part.name),
      confidence: 1,
      evidence: [`${name === 'PRIMARY' ? 'The primary key' : `The unique index ${name}`} of the table.`],
    }));
}

const rankOf = ({ name, parts }: { name: string; parts: readonly TableField[] }): number =>
  name === 'PRIMARY' ? 0 : parts.every(({ column }) => !column.nullable) ? 1 : 2;

function leftOut({ name, type, optional }: TableColumn): InferenceWarning {
  const message = optional
    ? `The column ${name} is left out: no field is written to ${type}.`
    : `No field is written to ${type}, and the column ${name} is NOT NULL without a default, so that no row can be added. Give it a default.`;
  return { code: optional ? 'COLUMN_LEFT_OUT' : 'COLUMN_NEEDED', message, column: name };
}

function noKey(account: string | undefined): InferenceWarning {
  const and = account === undefined ? '' : ` and ${account}`;
  const message = `No primaryKey is set, so that every import adds rows: the table has no unique index over fields${and} alone. Add one to import changes.`;
  return { code: 'KEY_OPEN', message };
}

const triggersOf = ({ triggers }: TableDescription): InferenceWarning[] =>
  triggers.length === 0
    ? []
    : [
        {
          code: 'TRIGGER',
          message: `The table has triggers, which run for every row: ${quotedNames(triggers.map(({ name }) => name))}.`,
        },
      ];
