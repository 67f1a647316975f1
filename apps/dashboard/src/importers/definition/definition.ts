/** A definition as far as the dashboard shows it. It may be unfinished, so that any part may be absent or of another type. */
export interface Definition {
  readonly name?: unknown;
  readonly title?: unknown;
  readonly target?: unknown;
  readonly schema?: unknown;
  readonly columns?: unknown;
}

export type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A part that should be an object; an empty one in place of anything else. */
export const objectOf = (value: unknown): Members => (isObject(value) ? value : {});

/** A part that should be a list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Names of fields; a single one may stand alone. */
export const namesOf = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : listOf(value).map(String);

/** A text or a number as text; anything else is none. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** One field, with what the definition says about its column. */
export interface FieldView {
  readonly at: number;
  readonly name: string;
  readonly type: string;
  readonly field: Members;
  readonly constraints: Members;
  readonly column: Members;
  readonly isKey: boolean;
  readonly isRequired: boolean;
  readonly isUnique: boolean;
}

/** The fields of a definition in their order. */
export function fieldsOf(definition: Definition): FieldView[] {
  const schema = objectOf(definition.schema);
  const columns = objectOf(definition.columns);
  const keys = namesOf(schema.primaryKey);
  const unique = listOf(schema.uniqueKeys).map(namesOf);
  return listOf(schema.fields).map((given, at) => {
    const field = objectOf(given);
    const constraints = objectOf(field.constraints);
    const name = textOf(field.name);
    const column = objectOf(columns[name]);
    const isKey = keys.includes(name);
    return {
      ...{ at, name, field, constraints, column, isKey },
      type: textOf(field.type) || 'any',
      isRequired: constraints.required === true || (isKey && column.generate === undefined),
      isUnique: constraints.unique === true || unique.some((names) => names.length === 1 && names[0] === name),
    };
  });
}

const quoted = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const listed = (values: readonly unknown[], most = 8): string =>
  values.slice(0, most).map(quoted).join(', ') + (values.length > most ? ` and ${values.length - most} more` : '');

const characters = (value: string): string => `${value} ${value === '1' ? 'character' : 'characters'}`;

const bounds: readonly (readonly [key: string, text: (value: string) => string])[] = [
  ['minLength', (value) => `at least ${characters(value)}`],
  ['maxLength', (value) => `at most ${characters(value)}`],
  ['minimum', (value) => `at least ${value}`],
  ['exclusiveMinimum', (value) => `more than ${value}`],
  ['maximum', (value) => `at most ${value}`],
  ['exclusiveMaximum', (value) => `less than ${value}`],
];

/** What values of the field must fulfill besides being there, one text each. */
export function rulesOf({ constraints, field, column }: FieldView): string[] {
  const one = (condition: unknown, text: string): string[] => (condition ? [text] : []);
  const allowed = listOf(constraints.enum ?? field.categories).map((value) => objectOf(value).value ?? value);
  return [
    ...one(allowed.length, `one of ${listed(allowed)}`),
    ...bounds.flatMap(([key, text]) => (constraints[key] === undefined ? [] : [text(quoted(constraints[key]))])),
    ...one(constraints.pattern, `matches ${quoted(constraints.pattern)}`),
    ...one(column.default !== undefined, `${quoted(column.default)} if blank`),
    ...one(column.generate, `generated, such as ${generated(column.generate)}`),
  ];
}

function generated(given: unknown): string {
  const { prefix, digits } = objectOf(given);
  return `${textOf(prefix)}${'1'.padStart(typeof digits === 'number' ? digits : 1, '0')}`;
}
