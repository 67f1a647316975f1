import { ACCOUNT_COLUMN, type TableColumn, type TableDescription } from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import type { ResolvedTarget } from './resolve-target.ts';
import { sqlTypeOf } from './sql-type.ts';
import { tableChecks } from './table-checks.ts';
import { fieldColumns, keyColumns, type WrittenColumn } from './written-columns.ts';

/** The column by which Sluice knows the tables that it made. */
export const ROW_COLUMN = 'sluice_row_id';

export interface WantedColumn extends TableColumn {
  /** What stands in its declaration after the type. */
  readonly more?: string;
}

/** The table that a definition with `manage: create` describes. */
export interface WantedTable extends TableDescription {
  readonly columns: readonly WantedColumn[];
}

const plain = { nullable: true, optional: true, generated: false, autoIncrement: false };
const numeric = { collation: null, characterSet: null };
const ascii = { characterSet: 'ascii', collation: 'ascii_bin' };
/** Texts of keys are equal if all their letters are. */
const exact = { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' };
const isText = (type: string): boolean => /char|text/.test(type);

/**
 * @param stored the columns whose values look-ups store, by the columns that they store them in
 */
export function wantedTable(
  definition: Definition,
  { schema, table }: Pick<ResolvedTarget, 'schema' | 'table'>,
  stored: ReadonlyMap<string, TableColumn>,
): WantedTable {
  const { primaryKey, uniqueKeys = [] } = definition.schema;
  const keys = [...(primaryKey ? [primaryKey] : []), ...uniqueKeys].map((fields) => keyColumns(definition, fields));
  const isKey = new Set(keys.flat());
  const fields = fieldColumns(definition).map((one) => fieldColumn(definition, one, isKey.has(one.column), stored));
  return {
    ...{ schema, name: table, engine: 'InnoDB', foreignKeys: [], triggers: [], checks: tableChecks(definition) },
    columns: [
      {
        ...plain,
        ...numeric,
        name: ROW_COLUMN,
        type: 'bigint unsigned',
        nullable: false,
        autoIncrement: true,
        more: 'AUTO_INCREMENT',
      },
      { ...plain, ...ascii, name: ACCOUNT_COLUMN, type: 'varchar(64)', nullable: false, optional: false },
      ...fields,
      ...stampColumns(definition),
    ],
    indexes: [
      { name: 'PRIMARY', unique: true, columns: [ROW_COLUMN] },
      ...keys.map((columns, at) => ({ name: `key_${at + 1}`, unique: true, columns: [ACCOUNT_COLUMN, ...columns] })),
      ...(primaryKey ? [] : [{ name: 'of_account', unique: false, columns: [ACCOUNT_COLUMN] }]),
    ],
  };
}

function fieldColumn(
  { columns = {} }: Definition,
  { column: name, field, filled }: WrittenColumn,
  isKey: boolean,
  stored: ReadonlyMap<string, TableColumn>,
): WantedColumn {
  const source = stored.get(name);
  const type = field ? sqlTypeOf(field, columns[field.name] ?? {}, isKey) : (source?.type ?? 'bigint unsigned');
  const own = isText(type) ? (isKey ? exact : { characterSet: 'utf8mb4', collation: null }) : numeric;
  const { characterSet, collation } = field ? own : (source ?? own);
  return { ...plain, name, type, characterSet, collation, nullable: !filled, optional: !filled };
}

function stampColumns({ target: { stamps = {} } }: Definition): WantedColumn[] {
  const time = { ...plain, ...numeric, type: 'datetime(3)', nullable: false, more: 'DEFAULT CURRENT_TIMESTAMP(3)' };
  return [
    ...(stamps.import ? [{ ...plain, ...ascii, name: stamps.import, type: 'char(36)' }] : []),
    ...[stamps.created, stamps.updated].flatMap((name) => (name ? [{ ...time, name }] : [])),
  ];
}

/** The declaration of a column. */
export function columnSql({ name, type, characterSet, collation, nullable, more }: WantedColumn): string {
  const set = isText(type) && characterSet !== null ? ` CHARACTER SET ${characterSet}` : '';
  const order = isText(type) && collation !== null ? ` COLLATE ${collation}` : '';
  return `${quote(name)} ${type}${set}${order} ${nullable ? 'NULL' : 'NOT NULL'}${more ? ` ${more}` : ''}`;
}

export const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
export const quotedTable = ({ schema, name }: Pick<TableDescription, 'schema' | 'name'>): string =>
  `${quote(schema)}.${quote(name)}`;

/** The CREATE TABLE of a table. */
export function createTable(table: WantedTable): string {
  const parts = [
    ...table.columns.map(columnSql),
    ...table.indexes.map(({ name, unique, columns }) => {
      const list = columns.map((column) => quote(column ?? '')).join(', ');
      return name === 'PRIMARY' ? `PRIMARY KEY (${list})` : `${unique ? 'UNIQUE ' : ''}KEY ${quote(name)} (${list})`;
    }),
    ...table.checks.map(({ condition }) => `CHECK (${condition})`),
  ];
  return `CREATE TABLE ${quotedTable(table)} (\n  ${parts.join(',\n  ')}\n) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4`;
}
