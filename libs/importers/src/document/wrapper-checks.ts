import { counted } from '@sluice/core';
import type { Expressions } from '../expressions/expressions.ts';
import type { ColumnExtras, Definition, ExprCheck, Lookup, OrderCheck } from './definition.ts';
import { isIdentifier } from './definition.ts';
import type { FieldType } from './field-types.ts';
import { type Path, type Report, shown } from './problem.ts';
import { checkNames, type Fields } from './schema-checks.ts';

export function checkLookup({ fields: names, by }: Lookup, fields: Fields, report: Report): void {
  checkNames(names, ['fields'], fields, report);
  if (by.length !== names.length) {
    report(
      ['by'],
      'CONTRADICTION',
      `fields has ${counted(names.length, 'name')}, by ${by.length}. Write as many in both.`,
    );
  }
}

/** Types whose values have an order, and with which other types they share it. */
const orders: Partial<Record<FieldType, string>> = {
  ...{ integer: 'number', number: 'number', date: 'datetime', datetime: 'datetime' },
  ...{ time: 'time', year: 'year', yearmonth: 'yearmonth' },
};

export function checkOrder({ lower, upper }: OrderCheck, fields: Fields, report: Report): void {
  for (const [member, name] of [['lower', lower] as const, ['upper', upper] as const]) {
    fields.require(name, [member], report);
    const { type = 'any' } = fields.get(name) ?? {};
    if (fields.get(name) && orders[type] === undefined) {
      const types = Object.keys(orders).join(', ');
      report(
        [member],
        'NOT_FOR_TYPE',
        `${shown(name)} has the type ${type}, which has no order. Use fields of ${types}.`,
      );
    }
  }
  if (lower === upper) report(['upper'], 'CONTRADICTION', 'lower and upper are the same field. Name two.');
  const [low, high] = [fields.get(lower)?.type, fields.get(upper)?.type];
  if (low && high && orders[low] && orders[high] && orders[low] !== orders[high]) {
    report(
      ['upper'],
      'CONTRADICTION',
      `Values of the types ${low} and ${high} have no common order. Use fields of one kind.`,
    );
  }
}

/** A CEL expression that can be evaluated with the fields as they are, and gives true or false. */
export function checkExpression({ expr }: ExprCheck, expressions: Expressions, fields: Fields, report: Report): void {
  const { fault } = expressions.read(expr);
  if (!fault) return;
  const { unknown, message, at } = fault;
  if (unknown === undefined) report(['expr'], 'EXPRESSION_INVALID', `At character ${at + 1}: ${message}`);
  else if (fields.names.includes(unknown)) {
    const name = shown(unknown);
    report(['expr'], 'EXPRESSION_INVALID', `CEL keeps the name ${name} for itself. Rename the field, or leave it out.`);
  } else fields.require(unknown, ['expr'], report);
}

/** What a file is read with: options that exclude each other. */
export function checkFile(
  { headerRow, headerRows = 1, skipRows }: NonNullable<Definition['file']>,
  report: Report,
): void {
  if (headerRows > 1 && headerRow === 'none') {
    report(
      ['headerRows'],
      'CONTRADICTION',
      'The file is to be read without a header. Leave out headerRows or headerRow.',
    );
  }
  if (typeof headerRow === 'number' && typeof skipRows === 'number' && headerRow <= skipRows) {
    const message = 'headerRow is one of the rows that skipRows leaves out. Both count from the first row of the file.';
    report(['headerRow'], 'CONTRADICTION', message);
  }
}

interface Written {
  readonly column: string;
  readonly path: Path;
}

/** Columns of the table that would be written to twice, and names that no column can have. */
export function checkTargetColumns(
  {
    target,
    columns,
    lookups,
  }: {
    target: Definition['target'] | undefined;
    columns: ReadonlyMap<string, ColumnExtras>;
    lookups: readonly Lookup[];
  },
  fields: Fields,
  report: Report,
): void {
  const lookedUp = new Set(lookups.flatMap(({ fields: names }) => names));
  const written: Written[] = [];
  if (target?.account !== undefined) written.push({ column: target.account, path: ['target', 'account'] });
  for (const [name, column] of Object.entries(target?.stamps ?? {})) {
    if (column !== undefined) written.push({ column, path: ['target', 'stamps', name] });
  }
  for (const { index, field } of fields.placed) {
    const column = columns.get(field.name)?.column;
    if (column !== undefined) written.push({ column, path: ['columns', field.name, 'column'] });
    else if (!lookedUp.has(field.name)) {
      const path = ['schema', 'fields', index, 'name'];
      checkAsColumn(field.name, path, report);
      written.push({ column: field.name, path });
    }
  }
  lookups.forEach(({ store }, index) => {
    written.push({ column: store, path: ['lookups', index, 'store'] });
  });
  checkWrittenOnce(written, report);
}

/** A field without a column of its own has the column of its name. */
function checkAsColumn(name: string, path: Path, report: Report): void {
  if (isIdentifier(name)) return;
  const message = `${shown(name)} cannot be the name of a column. Set columns[${shown(name)}].column.`;
  report(path, 'WRONG_VALUE', message);
}

function checkWrittenOnce(written: readonly Written[], report: Report): void {
  const seen = new Map<string, Path>();
  for (const { column, path } of written) {
    // MySQL compares names of columns without case.
    const name = column.toLowerCase();
    const before = seen.get(name);
    // Two fields of one name are reported as such.
    if (before && !(before[0] === 'schema' && path[0] === 'schema')) {
      report(path, 'CONTRADICTION', `The column ${shown(column)} would be written to twice. Choose another column.`);
    }
    seen.set(name, path);
  }
}
