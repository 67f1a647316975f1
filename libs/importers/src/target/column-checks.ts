import { columnType, type TableColumn, type TableDescription } from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import { shown } from '../document/problem.ts';
import type { Field } from '../document/table-schema.ts';
import { definitionValues } from '../fields/definition-values.ts';
import { valueType } from '../fields/index.ts';
import { checkAccountColumn } from './account-column.ts';
import { isKnown } from './charsets.ts';
import { type Findings, nameOf, requireColumn } from './findings.ts';
import { holds } from './kinds.ts';
import { limitOf } from './limits.ts';
import { fieldColumns, type WrittenColumn } from './written-columns.ts';

/** An ID of an import is a UUID. */
const ID_LENGTH = 36;

/** Columns that are written: all there, of types that hold the values; and those that a new row needs beside them. */
export function checkColumns(
  definition: Definition,
  table: TableDescription,
  account: string | undefined,
  findings: Findings,
): void {
  const { report } = findings;
  const written = new Set<string>();
  if (account !== undefined) {
    const column = requireColumn(table, account, ['target', 'account'], report);
    if (column) checkAccountColumn(table, column, ['target', 'account'], report);
    written.add(account.toLowerCase());
  }
  checkStamps(definition, table, findings, written);
  for (const one of fieldColumns(definition)) {
    written.add(one.column.toLowerCase());
    const column = requireColumn(table, one.column, one.path, report);
    if (!column) continue;
    checkWritten(one, column, table, findings);
    checkDefault(definition, one.field, { column, name: `${nameOf(table)}.${column.name}` }, findings);
  }
  for (const { name, optional } of table.columns) {
    if (optional || written.has(name.toLowerCase())) continue;
    const message = `${nameOf(table)}.${name} is NOT NULL without a default, and the definition writes nothing to it. Add a field for it, or give it a default.`;
    report(['target', 'table'], 'COLUMN_NEEDED', message);
  }
}

/** A default that the column cannot hold, or have, would fail every row. */
export function checkDefault(
  { columns = {} }: Definition,
  field: Field | undefined,
  { column, name }: { readonly column: TableColumn; readonly name: string },
  { report }: Findings,
): void {
  const extras = field && columns[field.name];
  if (!field || extras?.default === undefined) return;
  const { fallback } = definitionValues({ field, column: extras }, valueType({ field, column: extras }));
  const error = fallback === undefined ? undefined : limitOf(column, name)?.(fallback);
  if (error) report(['columns', field.name, 'default'], 'COLUMN_TYPE', `${shown(extras.default)} ${error.message}.`);
}

function checkWritten(one: WrittenColumn, column: TableColumn, table: TableDescription, findings: Findings): void {
  const { report } = findings;
  const name = `${nameOf(table)}.${column.name}`;
  if (column.generated) {
    report(
      one.path,
      'COLUMN_GENERATED',
      `${name} is computed by the table. Leave out the field, or name another column.`,
    );
    return;
  }
  const of = columnType(column.type);
  const { field, index = 0 } = one;
  if (field && !holds(of.family, field)) {
    const { type = 'any' } = field;
    const path = ['schema', 'fields', index, ...(field.type === undefined ? [] : ['type'])];
    const message = `${name} is ${column.type}, which does not hold values of the type ${type}. Change the type, or name another column.`;
    report(path, 'COLUMN_TYPE', message);
  } else if (!column.nullable && !one.filled) {
    const message = field
      ? `${name} is NOT NULL, and the field may be blank. Set constraints.required, or columns.${field.name}.default.`
      : `${name} is NOT NULL, and the value may be missing. Make the fields required, and leave out onMissing.`;
    report(field ? ['schema', 'fields', index] : one.path, 'COLUMN_NEEDED', message);
  }
  if (!field) return;
  warnOfRounding(field.type, column, name, one, findings);
  const { characterSet } = column;
  if (characterSet === null || isKnown(characterSet)) return;
  const message = `${name} is ${characterSet}. Sluice does not know which characters that set lacks; the table refuses rows with such a character.`;
  findings.warn(one.path, 'CHARACTERS', message);
}

/** Columns that keep less of a value than its type has, and do not say so. */
function warnOfRounding(
  type: string | undefined,
  { type: sqlType }: TableColumn,
  name: string,
  { path }: WrittenColumn,
  findings: Findings,
): void {
  const { base, family, sizes } = columnType(sqlType);
  const [digits = 0] = sizes;
  if ((type === 'datetime' && family === 'datetime') || (type === 'time' && family === 'time')) {
    if (digits >= 3) return;
    findings.warn(
      path,
      'ROUNDED',
      `${name} is ${sqlType}: milliseconds are rounded to ${digits === 0 ? 'seconds' : `${digits} digits`}.`,
    );
  } else if (family === 'float' && (type === 'number' || type === 'integer')) {
    const exact = base === 'float' ? 6 : 15;
    findings.warn(path, 'ROUNDED', `${name} is ${sqlType}, which keeps about ${exact} digits of a number.`);
  }
}

/** The columns that Sluice fills: their types hold an ID and times. */
function checkStamps(
  { target: { stamps = {} } }: Definition,
  table: TableDescription,
  { report }: Findings,
  written: Set<string>,
): void {
  for (const [stamp, name] of Object.entries(stamps)) {
    if (name === undefined) continue;
    const path = ['target', 'stamps', stamp];
    written.add(name.toLowerCase());
    const column = requireColumn(table, name, path, report);
    if (!column) continue;
    const full = `${nameOf(table)}.${column.name}`;
    const { family, base, sizes } = columnType(column.type);
    const isId = family === 'uuid' || ((family === 'text' || family === 'bytes') && !isShort(base, sizes));
    if (column.generated) {
      report(path, 'COLUMN_GENERATED', `${full} is computed by the table. Leave out the stamp.`);
    } else if (stamp === 'import' && !isId) {
      report(
        path,
        'COLUMN_TYPE',
        `${full} is ${column.type}, and IDs of imports are texts of 36 characters, as in char(36).`,
      );
    } else if (stamp !== 'import' && family !== 'datetime') {
      report(path, 'COLUMN_TYPE', `${full} is ${column.type}, and stamps are times, as in datetime(3).`);
    }
  }
}

const isShort = (base: string, [length]: readonly number[]): boolean =>
  /^(?:var)?(?:char|binary)$/.test(base) && (length ?? 1) < ID_LENGTH;
