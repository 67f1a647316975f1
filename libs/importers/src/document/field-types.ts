/** The constraints of the standard, without `jsonSchema`, which Sluice does not support. */
export type Constraint =
  | ('required' | 'unique' | 'enum' | 'pattern' | 'minLength' | 'maxLength')
  | ('minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum');

/** What the standard allows for fields of one type. */
interface TypeFacts {
  /** Formats beside `default`. */
  readonly formats: readonly string[];
  /** Whether a format may also be a strptime pattern. */
  readonly patterns?: true;
  readonly constraints: readonly Constraint[];
}

const EVERY = ['required', 'unique', 'enum'] as const satisfies readonly Constraint[];
const LENGTHS = [...EVERY, 'minLength', 'maxLength'] as const satisfies readonly Constraint[];
const BOUNDS = [
  ...EVERY,
  ...(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const),
] as const satisfies readonly Constraint[];

/** The types of Data Package Table Schema 2.0, by name. */
export const fieldTypes = {
  string: { formats: ['email', 'uri', 'uuid', 'binary'], constraints: [...LENGTHS, 'pattern'] },
  integer: { formats: [], constraints: BOUNDS },
  number: { formats: [], constraints: BOUNDS },
  boolean: { formats: [], constraints: EVERY },
  date: { formats: ['any'], patterns: true, constraints: BOUNDS },
  time: { formats: ['any'], patterns: true, constraints: BOUNDS },
  datetime: { formats: ['any'], patterns: true, constraints: BOUNDS },
  year: { formats: [], constraints: BOUNDS },
  yearmonth: { formats: [], constraints: BOUNDS },
  duration: { formats: [], constraints: BOUNDS },
  object: { formats: [], constraints: LENGTHS },
  array: { formats: [], constraints: LENGTHS },
  list: { formats: [], constraints: LENGTHS },
  geopoint: { formats: ['array', 'object'], constraints: EVERY },
  geojson: { formats: ['topojson'], constraints: LENGTHS },
  any: { formats: [], constraints: EVERY },
} as const satisfies Record<string, TypeFacts>;
export type FieldType = keyof typeof fieldTypes;

/** Names that other systems have for types, and what the standard calls them. */
const otherNames: Readonly<Record<string, FieldType>> = {
  ...{ text: 'string', varchar: 'string', char: 'string', str: 'string', uuid: 'string', email: 'string' },
  ...{ int: 'integer', bigint: 'integer', long: 'integer', smallint: 'integer' },
  ...{ float: 'number', double: 'number', decimal: 'number', numeric: 'number', real: 'number' },
  ...{ bool: 'boolean', timestamp: 'datetime', 'date-time': 'datetime', json: 'object', map: 'object' },
};

/** The name in the standard of a type that another system calls `name`. */
export const standardName = (name: string): FieldType | undefined =>
  Object.hasOwn(otherNames, name.toLowerCase()) ? otherNames[name.toLowerCase()] : undefined;

export const factsOf = (type: FieldType): TypeFacts => fieldTypes[type];
