import { type Bound, boundsOf, whyOutside } from './bounds.ts';
import { type Report, shown } from './problem.ts';
import { UNKNOWN } from './strptime-values.ts';
import { type Constraints, type Field, plainValue } from './table-schema.ts';
import { type FieldValue, fieldValue, notOfType } from './values.ts';

/** Checks what a field says about the values that it may have: its categories and its enum. */
export function checkAllowedValues(field: Field, report: Report): void {
  const categories = checkCategories(field, report);
  if (field.constraints) checkEnum(field, field.constraints, categories, report);
}

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
  const values = categories.map(plainValue);
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

/** Values of an enum that the field could not have, because of its other constraints or its categories. */
function checkEnum(
  field: Field,
  constraints: Constraints,
  categories: ReadonlySet<string> | undefined,
  report: Report,
): void {
  const path = ['constraints', 'enum'];
  const bounds = boundsOf(field, constraints);
  for (const [id, value] of checkValues(field, constraints.enum ?? [], path, report)) {
    const given = shown(constraints.enum?.[value.index]);
    const contradiction = (message: string) => report([...path, value.index], 'CONTRADICTION', message);
    const why = whyOutside(value, bounds, constraints);
    if (why) contradiction(`${given} can never occur, because of ${why}. Change one of them.`);
    else if (categories && !categories.has(id)) {
      contradiction(`${given} is not one of the categories. Add it there, or leave it out.`);
    }
  }
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
    const lists = { enum: constraints.enum, categories: categories?.map(plainValue) };
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
