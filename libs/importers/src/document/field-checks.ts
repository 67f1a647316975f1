import { type Constraint, factsOf, fieldTypes } from './field-types.ts';
import { patternFault } from './pattern.ts';
import { type Report, shown } from './problem.ts';
import { formatFault } from './strptime.ts';
import { UNKNOWN } from './strptime-values.ts';
import type { Constraints, Field } from './table-schema.ts';
import { compareValues, FALSE_VALUES, type FieldValue, fieldValue, TRUE_VALUES } from './values.ts';

/** Checks one field by itself: its format, its constraints, and whether they fit its type and each other. */
export function checkField(field: Field, report: Report): void {
  checkFormat(field, report);
  checkNumberMarks(field, report);
  checkBooleans(field, report);
  checkUnique(field.missingValues?.map(missingText) ?? [], ['missingValues'], report);
  const categories = checkCategories(field, report);
  const { constraints } = field;
  if (!constraints) return;
  checkFit(field, constraints, report);
  checkLengths(constraints, report);
  checkBounds(field, constraints, report);
  checkEnum(field, constraints, categories, report);
  const fault = constraints.pattern === undefined ? undefined : patternFault(constraints.pattern);
  if (fault !== undefined) report(['constraints', 'pattern'], 'PATTERN_INVALID', fault);
}

export const missingText = (missing: string | { readonly value: string }): string =>
  typeof missing === 'string' ? missing : missing.value;

export function checkUnique(texts: readonly string[], path: readonly (string | number)[], report: Report): void {
  const seen = new Set<string>();
  texts.forEach((text, index) => {
    if (seen.has(text)) report([...path, index], 'DUPLICATE', `${shown(text)} stands here twice. Keep one of them.`);
    seen.add(text);
  });
}

function checkFormat({ type = 'any', format = 'default' }: Field, report: Report): void {
  const { formats, patterns } = factsOf(type);
  if (format === 'default' || formats.includes(format)) return;
  if (patterns && format.includes('%') && (type === 'date' || type === 'time' || type === 'datetime')) {
    const fault = formatFault(format, type);
    if (fault !== undefined) report(['format'], 'FORMAT_INVALID', fault);
    return;
  }
  const others = ['default', ...formats, ...(patterns ? ['a pattern such as %d.%m.%Y'] : [])].join(', ');
  report(
    ['format'],
    'FORMAT_INVALID',
    `${shown(format)} is not a format of the type ${type}. Write one of: ${others}.`,
  );
}

function checkNumberMarks({ type, decimalChar, groupChar }: Field, report: Report): void {
  if (type !== 'number' && type !== 'integer') return;
  for (const [name, mark] of [['decimalChar', decimalChar] as const, ['groupChar', groupChar] as const]) {
    if (mark !== undefined && /[\d+\-eE]/.test(mark)) {
      report([name], 'WRONG_VALUE', `${shown(mark)} is a part of numbers themselves. Choose another mark.`);
    }
  }
  if (type === 'number' && groupChar !== undefined && groupChar === (decimalChar ?? '.')) {
    const message = 'Decimals and groups of digits have the same mark. Set decimalChar or groupChar to another one.';
    report(['groupChar'], 'CONTRADICTION', message);
  }
}

function checkBooleans({ type, trueValues = TRUE_VALUES, falseValues = FALSE_VALUES }: Field, report: Report): void {
  if (type !== 'boolean') return;
  const both = trueValues.find((text) => falseValues.includes(text));
  if (both === undefined) return;
  const message = `${shown(both)} means both true and false. Leave it out of trueValues or falseValues.`;
  report([falseValues === FALSE_VALUES ? 'trueValues' : 'falseValues'], 'CONTRADICTION', message);
}

const categoryValue = <T>(category: T | { readonly value: T }): T =>
  typeof category === 'object' && category !== null && 'value' in category ? category.value : (category as T);

/** The values of the categories, by their identity; undefined if the field has none. */
function checkCategories(field: Field, report: Report): ReadonlySet<string> | undefined {
  const { type = 'any', categories, categoriesOrdered } = field;
  if (categories === undefined) {
    if (categoriesOrdered !== undefined) {
      report(['categoriesOrdered'], 'CONTRADICTION', 'The field has no categories. Add them, or leave this out.');
    }
    return undefined;
  }
  if (type !== 'string' && type !== 'integer') {
    report(['categories'], 'NOT_FOR_TYPE', `Fields of the type ${type} have no categories. Use string or integer.`);
    return undefined;
  }
  const values = categories.map(categoryValue);
  const labels = categories.flatMap((one) => (typeof one === 'object' && one.label !== undefined ? [one.label] : []));
  if (new Set(labels).size < labels.length) report(['categories'], 'DUPLICATE', 'Two categories have the same label.');
  return new Set(checkValues(field, values, ['categories'], report).keys());
}

/** The values that the field can have, by their identity; the others, and those that stand twice, are reported. */
function checkValues(field: Field, values: readonly unknown[], path: readonly string[], report: Report) {
  const read = new Map<string, FieldValue & { readonly index: number }>();
  values.forEach((value, index) => {
    const one = fieldValue(value, field);
    if (one === undefined) report([...path, index], 'NOT_OF_TYPE', notOfType(value, field));
    else if (one === UNKNOWN) return;
    else if (read.has(one.id))
      report([...path, index], 'DUPLICATE', `${shown(value)} stands here twice. Keep one of them.`);
    else read.set(one.id, { ...one, index });
  });
  return read;
}

export function notOfType(value: unknown, { type = 'any', format }: Field): string {
  const what =
    format === undefined || format === 'default' ? `the type ${type}` : `the type ${type} with the format ${format}`;
  const hint = type === 'string' && typeof value !== 'string' ? ' Put it in quotes.' : '';
  return `${shown(value)} is not a value of ${what}.${hint || ' Correct the value or the type.'}`;
}

function checkFit({ type = 'any' }: Field, constraints: Constraints, report: Report): void {
  for (const name of Object.keys(constraints) as Constraint[]) {
    if (constraints[name] === undefined || factsOf(type).constraints.includes(name)) continue;
    const types = Object.keys(fieldTypes).filter((one) =>
      factsOf(one as keyof typeof fieldTypes).constraints.includes(name),
    );
    const message = `Fields of the type ${type} have no ${name}. It goes with ${types.join(', ')}.`;
    report(['constraints', name], 'NOT_FOR_TYPE', message);
  }
}

function checkLengths({ minLength, maxLength }: Constraints, report: Report): void {
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength) {
    const message = `minLength is ${minLength}, more than maxLength, ${maxLength}. No value could have both.`;
    report(['constraints', 'minLength'], 'CONTRADICTION', message);
  }
}

const lowers = ['minimum', 'exclusiveMinimum'] as const;
const uppers = ['maximum', 'exclusiveMaximum'] as const;
type Bound = (typeof lowers)[number] | (typeof uppers)[number];

/** The bounds of a field that can be read; the others are reported. */
function boundsOf(field: Field, constraints: Constraints, report: Report = () => {}): Map<Bound, FieldValue> {
  const bounds = new Map<Bound, FieldValue>();
  for (const name of [...lowers, ...uppers]) {
    const given = constraints[name];
    if (given === undefined || !factsOf(field.type ?? 'any').constraints.includes(name)) continue;
    const value = fieldValue(given, field);
    if (value === undefined) report(['constraints', name], 'NOT_OF_TYPE', notOfType(given, field));
    else if (value !== UNKNOWN) bounds.set(name, value);
  }
  return bounds;
}

function checkBounds(field: Field, constraints: Constraints, report: Report): void {
  const bounds = boundsOf(field, constraints, report);
  for (const lower of lowers) {
    for (const upper of uppers) {
      const [low, high] = [bounds.get(lower), bounds.get(upper)];
      const order = low && high && compareValues(low, high);
      const exclusive = lower === 'exclusiveMinimum' || upper === 'exclusiveMaximum';
      if (order === undefined || order < 0 || (order === 0 && !exclusive)) continue;
      const message = `${lower} is ${shown(constraints[lower])} and ${upper} is ${shown(constraints[upper])}. No value could be within both.`;
      report(['constraints', lower], 'CONTRADICTION', message);
      return;
    }
  }
}

function checkEnum(
  field: Field,
  constraints: Constraints,
  categories: ReadonlySet<string> | undefined,
  report: Report,
): void {
  const path = ['constraints', 'enum'];
  const bounds = boundsOf(field, constraints);
  const outside = (value: FieldValue) => whyOutside(value, bounds, constraints);
  for (const [id, value] of checkValues(field, constraints.enum ?? [], path, report)) {
    const given = shown(constraints.enum?.[value.index]);
    const why = outside(value);
    if (why)
      report(
        [...path, value.index],
        'CONTRADICTION',
        `${given} can never occur, because of ${why}. Change one of them.`,
      );
    else if (categories && !categories.has(id)) {
      report(
        [...path, value.index],
        'CONTRADICTION',
        `${given} is not one of the categories. Add it there, or leave it out.`,
      );
    }
  }
}

/** The constraint that a value does not fulfill. */
function whyOutside(
  value: FieldValue,
  bounds: ReadonlyMap<Bound, FieldValue>,
  constraints: Constraints,
): string | undefined {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = constraints;
  if (value.length !== undefined && value.length < minLength) return 'minLength';
  if (value.length !== undefined && value.length > maxLength) return 'maxLength';
  for (const [name, bound] of bounds) {
    const order = compareValues(value, bound);
    if (order === undefined) continue;
    const within =
      name === 'minimum'
        ? order >= 0
        : name === 'maximum'
          ? order <= 0
          : name === 'exclusiveMinimum'
            ? order > 0
            : order < 0;
    if (!within) return name;
  }
  return undefined;
}

/** Tells which values a field can have, beyond their type. */
export class AllowedValues {
  readonly #field: Field;
  readonly #bounds: ReadonlyMap<Bound, FieldValue>;
  readonly #lists: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #idOf: (id: string) => string;

  constructor(field: Field, ignoreCase: boolean) {
    const { constraints = {}, categories } = field;
    this.#field = field;
    this.#idOf = (id) => (ignoreCase ? id.toLowerCase() : id);
    this.#bounds = boundsOf(field, constraints);
    const lists = { enum: constraints.enum, categories: categories?.map(categoryValue) };
    this.#lists = new Map(
      Object.entries(lists).flatMap(([name, list]) => (list ? [[name, new Set(this.#ids(list))] as const] : [])),
    );
  }

  #ids(list: readonly unknown[]): string[] {
    return list.flatMap((given) => {
      const value = fieldValue(given, this.#field);
      return typeof value === 'object' ? [this.#idOf(value.id)] : [];
    });
  }

  /** The name of what keeps the field from having the value; undefined if nothing does. */
  whyNot(value: FieldValue): string | undefined {
    const [name] = [...this.#lists].find(([, ids]) => !ids.has(this.#idOf(value.id))) ?? [];
    return name ?? whyOutside(value, this.#bounds, this.#field.constraints ?? {});
  }
}
