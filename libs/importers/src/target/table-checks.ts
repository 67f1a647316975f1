import type { TableDescription } from '@sluice/core';
import { boundsOf } from '../document/bounds.ts';
import type { Definition } from '../document/definition.ts';
import type { Field } from '../document/table-schema.ts';
import { plainValue } from '../document/table-schema.ts';
import { keyColumns } from './written-columns.ts';

export type TableCheck = TableDescription['checks'][number];

const OPERATORS = { minimum: '>=', maximum: '<=', exclusiveMinimum: '>', exclusiveMaximum: '<' } as const;
/** Types whose stored values have the same order in SQL. */
const ORDERED = ['integer', 'number', 'date', 'time', 'datetime', 'year'];

/** What SQL can say of the rules for the values of a definition, each with a name that says what it is about. */
export function tableChecks(definition: Definition): TableCheck[] {
  const { schema, checks = [], lookups = [] } = definition;
  const lookedUp = new Set(lookups.flatMap(({ fields }) => fields));
  const columnOf = (name: string): string => keyColumns(definition, [name])[0] ?? name;
  const own = schema.fields.filter(({ name }) => !lookedUp.has(name));
  const ofFields = own.flatMap((field) => {
    const column = columnOf(field.name);
    return [...memberConditions(field, column), ...boundConditions(field, column)].map(([about, condition]) => ({
      name: checkName(column, about),
      condition,
    }));
  });
  const typeOf = (name: string) => own.find((field) => field.name === name)?.type ?? 'any';
  const orders = checks.flatMap((check) => {
    if (!('lower' in check) || ![check.lower, check.upper].every((name) => ORDERED.includes(typeOf(name)))) return [];
    const [lower, upper] = [columnOf(check.lower), columnOf(check.upper)];
    return [{ name: checkName(upper, `after_${lower}`), condition: `\`${upper}\` >= \`${lower}\`` }];
  });
  return [...ofFields, ...orders];
}

const LONGEST_NAME = 64;
const checkName = (column: string, about: string): string => `${column}_${about}`.slice(0, LONGEST_NAME);

function memberConditions({ type, constraints, categories }: Field, column: string): [string, string][] {
  const values = constraints?.enum ?? categories?.map(plainValue<string | number>);
  if (type !== 'string' || !values?.every((value) => typeof value === 'string' && isPlain(value))) return [];
  return [
    ['allowed', `\`${column}\` in (${values.map((value) => `'${String(value).replaceAll("'", "''")}'`).join(',')})`],
  ];
}

/** Texts that every server reads the same between quotes. */
const isPlain = (text: string): boolean => !/[\\\x00-\x1f\x7f]/.test(text);

function boundConditions(field: Field, column: string): [string, string][] {
  const { type = 'any', format = 'default', constraints = {} } = field;
  const isNumber = type === 'integer' || type === 'number' || type === 'year';
  if (!isNumber && !(type === 'date' && format === 'default')) return [];
  return [...boundsOf(field, constraints)].flatMap(([name, { rank }]): [string, string][] => {
    const limit = isNumber ? rank && decimalText(rank) : `'${String(constraints[name])}'`;
    return limit === undefined ? [] : [[name.toLowerCase(), `\`${column}\` ${OPERATORS[name]} ${limit}`]];
  });
}

function decimalText({ digits, exponent }: { digits: bigint; exponent: number }): string {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits);
  if (exponent >= 0) return sign + text + '0'.repeat(exponent);
  const padded = text.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** A condition without what servers add to it, or leave out, when they repeat it. */
export const plainCondition = (condition: string): string =>
  condition
    .toLowerCase()
    .replace(/_[a-z0-9]+(?=\\?')/g, '')
    .replace(/[\\`()\s]/g, '');

/** Whether a check of the table says what the definition says. */
export function isSaid(definition: Definition, { condition }: TableCheck): boolean {
  const said = plainCondition(condition);
  return tableChecks(definition).some((check) => {
    const own = plainCondition(check.condition);
    // Checks of the form `a is null or a >= b` are as common.
    return said === own || said === `${own.split(/[<>=]/)[0]}isnullor${own}`;
  });
}
