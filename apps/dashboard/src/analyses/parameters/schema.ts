/** The subset of JSON Schema that tool parameters use. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  /** The usual values of a text. */
  readonly examples?: readonly string[];
  readonly format?: string;
  /** Replaced by another parameter; not shown. */
  readonly deprecated?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  /** The text is the name of a column of the file. */
  readonly 'x-names-column'?: boolean;
  /** Without a value, it is detected from the file. */
  readonly 'x-auto-detected'?: boolean;
}

export type Values = Readonly<Record<string, unknown>>;

/** The kind of field that renders a parameter. */
export type Kind =
  | 'switch'
  | 'choice'
  | 'number'
  | 'text'
  | 'bound'
  | 'texts'
  | 'groups'
  | 'group'
  | 'entries'
  | 'where';

export function kindOf(schema: Schema): Kind {
  const { type, anyOf, properties } = schema;
  if (anyOf) return anyOf.some(({ type }) => type === 'array') ? 'where' : 'bound';
  if (schema.enum ?? schema.examples) return 'choice';
  if (type === 'boolean') return 'switch';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'array') return schema.items?.type === 'object' ? 'groups' : 'texts';
  if (type === 'object') return properties ? 'group' : 'entries';
  return 'text';
}

/** The initial value of a new entry: only its required properties. */
export function emptyOf(schema: Schema): unknown {
  const kind = kindOf(schema);
  if (kind === 'choice') return schema.enum?.[0];
  if (kind === 'texts' || kind === 'groups') return [];
  if (kind === 'entries') return {};
  if (kind !== 'group') return kind === 'text' ? '' : undefined;
  const { properties = {}, required = [] } = schema;
  return Object.fromEntries(required.map((name) => [name, emptyOf(properties[name] ?? {})]));
}

/** `values` with one of them set, or removed if undefined. */
export function withValue(values: Values, name: string, value: unknown): Values {
  const { [name]: _, ...others } = values;
  return value === undefined ? others : { ...others, [name]: value };
}

/** A number if the text is numeric; dates and the like stay text. */
export const boundOf = (text: string): number | string | undefined => {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(trimmed) ? Number(trimmed) : trimmed;
};

/** Whether the text is the name of a column of the file. */
export const isColumn = (schema: Schema | undefined): boolean => schema?.['x-names-column'] === true;

/** Whether the items of a list, or the keys of a map, are columns of the file. */
export const isOfColumns = ({ items, propertyNames }: Schema): boolean => isColumn(items ?? propertyNames);

/** Whether the parameter is detected from the file if it is not set. */
export const isAutoDetected = (schema: Schema): boolean => schema['x-auto-detected'] === true;

/** Whether the parameter is a step of the tool: steps can be switched off. */
export const isStep = ({ properties }: Schema): boolean => properties !== undefined && 'enabled' in properties;

/** `values` without those that equal their defaults. */
export function withoutDefaults({ properties = {} }: Schema, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const schema = properties[name] ?? {};
      const left = isStep(schema) ? withoutDefaults(schema, (value ?? {}) as Values) : value;
      return JSON.stringify(left) === JSON.stringify(schema.default) ? [] : [[name, left]];
    }),
  );
}

/** The settings in a URL parameter; empty if it is malformed. */
export function valuesFrom(text: string | undefined): Values {
  if (!text) return {};
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Values) : {};
  } catch {
    return {};
  }
}
