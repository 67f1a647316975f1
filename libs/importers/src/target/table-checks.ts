import type { TableDescription } from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import type { FieldType } from '../document/field-types.ts';
import { definitionValues } from '../fields/definition-values.ts';
import { valueType } from '../fields/index.ts';
import type { FieldSource } from '../fields/value-type.ts';
import { plainCondition } from './plain-condition.ts';
import { keyColumns } from './written-columns.ts';

export type TableCheck = TableDescription['checks'][number];

const OPERATORS = { minimum: '>=', maximum: '<=', exclusiveMinimum: '>', exclusiveMaximum: '<' } as const;
/** Types whose stored values have the same order in SQL, and how they are written there. */
const literals: Partial<Record<FieldType, (stored: string) => string>> = {
  ...{ integer: String, number: String, year: String },
  ...{ date: quoted, time: quoted, datetime: quoted },
};

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What SQL can say of the rules for the values of a definition. Its names are only unique here; servers give others. */
export function tableChecks(definition: Definition): TableCheck[] {
  const { schema, columns = {}, checks = [], lookups = [] } = definition;
  const lookedUp = new Set(lookups.flatMap(({ fields }) => fields));
  const columnOf = (name: string): string => keyColumns(definition, [name])[0] ?? name;
  const own = schema.fields.filter(({ name }) => !lookedUp.has(name));
  const ofFields = own.flatMap((field) => {
    const column = columnOf(field.name);
    return conditionsOf({ field, column: columns[field.name] ?? {} }).map(([about, condition]) => ({
      name: checkName(column, about),
      condition: `\`${column}\` ${condition}`,
    }));
  });
  const typeOf = (name: string) => own.find((field) => field.name === name)?.type ?? 'any';
  const orders = checks.flatMap((check) => {
    if (!('lower' in check) || ![check.lower, check.upper].every((name) => literals[typeOf(name)])) return [];
    const [lower, upper] = [columnOf(check.lower), columnOf(check.upper)];
    return [{ name: checkName(upper, `after_${lower}`), condition: `\`${upper}\` >= \`${lower}\`` }];
  });
  return [...ofFields, ...orders];
}

const LONGEST_NAME = 64;
const checkName = (column: string, about: string): string => `${column}_${about}`.slice(0, LONGEST_NAME);

/** What must be true of a field's column, and a word for it. */
function conditionsOf(source: FieldSource): [string, string][] {
  const { type = 'any' } = source.field;
  const values = definitionValues(source, valueType(source));
  const allowed = values.enum ?? values.categories;
  const isList = type === 'string' && allowed?.every((value) => value !== undefined && isPlain(value));
  const literal = literals[type];
  return [
    ...(isList
      ? [['allowed', `in (${allowed?.map((value) => quoted(value ?? '')).join(',')})`] as [string, string]]
      : []),
    ...(literal ? [...values.bounds] : []).map(([name, stored]): [string, string] => [
      name.toLowerCase(),
      `${OPERATORS[name]} ${literal?.(stored)}`,
    ]),
  ];
}

/** Texts that every server reads the same between quotes. */
const isPlain = (text: string): boolean => !/[\\\x00-\x1f\x7f]/.test(text);

/** Whether a check of the table says what the definition says. */
export function isSaid(definition: Definition, { condition }: TableCheck): boolean {
  const said = plainCondition(condition);
  return tableChecks(definition).some(({ condition: own }) => {
    const [column] = /^`[^`]*`/.exec(own) ?? [];
    // Checks of the form `a is null or a >= b` are as common.
    return said === plainCondition(own) || said === plainCondition(`${column} is null or ${own}`);
  });
}
