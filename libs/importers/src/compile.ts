import type { Check, ColumnExtras, Definition } from './document/definition.ts';
import { type Field, plainValue, type TableSchema } from './document/table-schema.ts';
import { Expressions } from './expressions/expressions.ts';
import { type CompiledField, compileField } from './fields/index.ts';
import type { Column, Importer, OrderRule } from './types.ts';

/**
 * The importer that a definition describes. Everything is read once, so that rows are checked by closures. Every definition
 * that `readDefinition` accepts can be compiled.
 */
export function compile({ name, target, schema, columns = {}, checks = [] }: Definition): Importer {
  const extras = new Map(Object.entries(columns));
  const compiled = new Map(
    schema.fields.map((field) => [field.name, compileField({ field, column: extras.get(field.name) ?? {} })]),
  );
  const { primaryKey: keys = [] } = schema;
  const [key = ''] = keys;
  const makeKey = extras.get(key)?.generate;
  // Keys are required, unless they are generated.
  const neverBlank = new Set(makeKey ? [] : keys);
  return {
    ...{ name, table: target.table, keys, key, unique: uniqueGroups(schema) },
    ...(schema.fieldsMatch && { fieldsMatch: schema.fieldsMatch }),
    columns: schema.fields.map((field) =>
      columnOf(field, extras.get(field.name), {
        ...(compiled.get(field.name) as CompiledField),
        missingValues: schema.missingValues,
        neverBlank: neverBlank.has(field.name),
      }),
    ),
    ...(makeKey && { makeKey }),
    rules: checks.filter(isOrder).map((rule) => {
      const compare = compiled.get(rule.lower)?.compare;
      return compare ? { ...rule, compare } : rule;
    }),
    ...compileExpressions(checks, schema.fields, extras),
  };
}

/** @throws Error if an expression is wrong, which `readDefinition` refuses */
function compileExpressions(
  checks: readonly Check[],
  fields: readonly Field[],
  extras: ReadonlyMap<string, ColumnExtras>,
): Pick<Importer, 'checks'> {
  const withExpression = checks.filter((check) => 'expr' in check);
  if (withExpression.length === 0) return {};
  const expressions = new Expressions(
    fields.map((field) => ({ field, isAnyJson: extras.get(field.name)?.json === 'any' })),
  );
  return {
    checks: withExpression.map(({ expr, code, message }) => {
      const { expression, fault } = expressions.read(expr);
      if (!expression) throw new Error(`${expr}: ${fault.message}`);
      return { expression, code, message };
    }),
  };
}

const isOrder = (check: Check): check is Extract<Check, { lower: string }> & OrderRule => 'lower' in check;

/** What has to be unique beside the primary key, each group once. */
function uniqueGroups({ fields, primaryKey = [], uniqueKeys = [] }: TableSchema): (readonly string[])[] {
  const single = fields.filter(({ constraints }) => constraints?.unique).map(({ name }) => [name]);
  const idOf = (names: readonly string[]): string => JSON.stringify(names.toSorted());
  const groups = new Map([...single, ...uniqueKeys].map((names) => [idOf(names), names]));
  groups.delete(idOf(primaryKey));
  return [...groups.values()];
}

interface OfSchema {
  /** Those of fields that have none of their own. */
  readonly missingValues: TableSchema['missingValues'];
  readonly neverBlank: boolean;
}

function columnOf(
  { name, constraints, example, description, title, missingValues: own }: Field,
  { aliases }: ColumnExtras = {},
  { fallback, label, holdsDates, parse, parseTyped, missingValues = [], neverBlank }: CompiledField & OfSchema,
): Column {
  const missing = new Set((own ?? missingValues).map(plainValue<string>).map((text) => text.trim()));
  missing.delete('');
  return {
    name,
    type: { label, holdsDates: holdsDates ?? false, parse, ...(parseTyped && { parseTyped }) },
    // A blank cell of a new row is filled, so that nothing is missing.
    required: neverBlank || (constraints?.required === true && fallback === undefined),
    example: example === undefined ? '' : typeof example === 'string' ? example : JSON.stringify(example),
    description: description ?? title ?? '',
    ...(aliases && { aliases }),
    ...(fallback !== undefined && { fallback }),
    ...(missing.size > 0 && { missing }),
  };
}
