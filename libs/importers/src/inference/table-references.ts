import { type TableDescription, type TableForeignKey, tableText } from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import type { TableSchema } from '../document/table-schema.ts';
import type { TableField } from './infer-table.ts';
import type { InferenceWarning } from './types.ts';

/** An importer and the table that it writes to. */
export interface KnownImporter {
  readonly definition: Definition;
  readonly schema: string;
  readonly table: string;
}

type ForeignKey = NonNullable<TableSchema['foreignKeys']>[number];

/** The foreign keys to tables of other importers. The others are warnings: the database still refuses what breaks them. */
export function foreignKeysOf(
  table: TableDescription,
  fields: readonly TableField[],
  account: string | undefined,
  importers: readonly KnownImporter[],
): { foreignKeys: ForeignKey[]; warnings: InferenceWarning[] } {
  const foreignKeys: ForeignKey[] = [];
  const warnings: InferenceWarning[] = [];
  const byColumn = new Map(fields.map(({ column, name }) => [column.name, name]));
  for (const key of table.foreignKeys) {
    const pairs = key.columns
      .map((column, at) => ({ column, refers: key.references.columns[at] ?? '' }))
      .filter(({ column }) => account === undefined || column.toLowerCase() !== account.toLowerCase());
    const own = pairs.map(({ column }) => byColumn.get(column));
    const refers = pairs.map((pair) => pair.refers);
    const isOwn = key.references.schema === table.schema && key.references.table === table.name;
    const found = isOwn ? referenceToOwn(refers, byColumn) : referenceTo(key, refers, importers);
    if (found && own.length > 0 && own.every((name) => name !== undefined)) {
      foreignKeys.push({ fields: own, reference: found });
    } else warnings.push(openReference(key));
  }
  return { foreignKeys, warnings };
}

/** The fields for some columns of the table itself; undefined if one has none. */
function referenceToOwn(columns: readonly string[], byColumn: ReadonlyMap<string, string>) {
  const fields = columns.flatMap((column) => byColumn.get(column) ?? []);
  return fields.length === columns.length ? { fields } : undefined;
}

/** The importer of a table with its fields for some columns; undefined if there is none. */
function referenceTo({ references }: TableForeignKey, columns: readonly string[], importers: readonly KnownImporter[]) {
  for (const { definition, schema, table } of importers) {
    if (schema !== references.schema || table !== references.table) continue;
    const { columns: extras = {} } = definition;
    const fields = columns.map(
      (column) => definition.schema.fields.find(({ name }) => (extras[name]?.column ?? name) === column)?.name,
    );
    const known = fields.filter((field) => field !== undefined);
    if (known.length === columns.length) return { resource: definition.name, fields: known };
  }
  return undefined;
}

function openReference({ name, columns, references }: TableForeignKey): InferenceWarning {
  const to = tableText(references);
  const message = `The foreign key ${name} (${columns.join(', ')}) refers to ${to} (${references.columns.join(', ')}), and you have no importer with fields for those columns. The table refuses rows whose value is not there. You may want a look-up in ${to}.`;
  return { code: 'FOREIGN_KEY', message };
}
