import { type TableDescription, tableText } from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import { type Findings, nameOf, sameNames } from './findings.ts';
import { isSaid } from './table-checks.ts';
import { fieldColumns, keyColumns } from './written-columns.ts';

/** Parts of the table that rows can run into and the definition does not mention, by name. */
export function warnOfTable(definition: Definition, table: TableDescription, findings: Findings): void {
  const path = ['target', 'table'];
  for (const { name, event } of table.triggers) {
    findings.warn(
      path,
      'TRIGGER',
      `The trigger ${name} of ${nameOf(table)} runs for every row that is ${EVENTS[event]}.`,
    );
  }
  for (const check of table.checks) {
    if (isSaid(definition, check)) continue;
    const { name, condition } = check;
    const message = `${nameOf(table)} has the check ${name}: ${condition}. The definition does not say the same; rows that violate it are row errors.`;
    findings.warn(path, 'CHECK', message);
  }
  for (const { name, columns, references } of table.foreignKeys) {
    if (isMentioned(definition, columns) || !columns.some((column) => isWritten(definition, column))) continue;
    const other = tableText({ schema: references.schema, table: references.table });
    const message = `${nameOf(table)} has the foreign key ${name} to ${other}. The definition does not look values up there; rows whose value is missing are row errors.`;
    findings.warn(path, 'FOREIGN_KEY', message);
  }
}

const EVENTS = { INSERT: 'inserted', UPDATE: 'updated', DELETE: 'deleted' } as const;

const isWritten = (definition: Definition, name: string): boolean =>
  fieldColumns(definition).some(({ column }) => column.toLowerCase() === name.toLowerCase());

/** Whether a look-up or a foreign key of the definition fills the columns. The account may be one of them. */
function isMentioned(definition: Definition, columns: readonly string[]): boolean {
  const { lookups = [], schema, target } = definition;
  const others = columns.filter((name) => name.toLowerCase() !== target.account?.toLowerCase());
  return (
    lookups.some(({ store }) => sameNames([store], others)) ||
    (schema.foreignKeys ?? []).some(({ fields }) => sameNames(keyColumns(definition, fields), others))
  );
}
