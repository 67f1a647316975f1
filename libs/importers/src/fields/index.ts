import type { FieldType } from '../document/field-types.ts';
import { plainValue } from '../document/table-schema.ts';
import { type Column, type ColumnType, NOW } from '../types.ts';
import { bounds, listed, onlyAmong, within } from './allowed.ts';
import { booleanType } from './booleans.ts';
import { durationType, yearMonthType, yearType } from './calendar.ts';
import { geopointType } from './geopoint.ts';
import { arrayType, geojsonType, objectType } from './json-types.ts';
import { listType } from './lists.ts';
import { integerType, numberType } from './numbers.ts';
import { anyType, stringType } from './strings.ts';
import { dateType, datetimeType, timeType } from './times.ts';
import { type FieldSource, type Parse, readText, type ValueType } from './value-type.ts';

const families: Readonly<Record<FieldType, (source: FieldSource) => ValueType>> = {
  ...{ string: stringType, any: anyType, integer: integerType, number: numberType, boolean: booleanType },
  ...{ date: dateType, time: timeType, datetime: datetimeType },
  ...{ year: yearType, yearmonth: yearMonthType, duration: durationType },
  ...{ object: objectType, array: arrayType, list: listType, geopoint: geopointType, geojson: geojsonType },
};

/** A field whose definition is compiled: how cells are read, and what stands for them. */
export interface CompiledField extends ColumnType {
  readonly compare?: ValueType['compare'];
  /** What blank cells of new rows are stored as. */
  readonly fallback: Column['fallback'];
}

/** @throws Error if the definition has a value that the field could not have, which `readDefinition` refuses */
export function compileField(source: FieldSource): CompiledField {
  const { field, column } = source;
  const { type = 'any', constraints = {}, categories } = field;
  const family = families[type](source);
  const stored = (value: unknown, member: string): string => storedValue(value, family, source, member);
  const values = constraints.enum ?? categories?.map(plainValue<string | number>);
  let compiled: ValueType = family;
  for (const bound of bounds) {
    const given = constraints[bound.member];
    if (given === undefined) continue;
    const limit = { limit: stored(given, bound.member), shown: String(given) };
    compiled = { ...compiled, parse: within(bound, limit, compiled) };
  }
  if (values) {
    const words = listed(values);
    const allowed = values.map((value) => stored(value, 'enum'));
    const ignoreCase = type === 'string' && (column.ignoreCase ?? false);
    compiled = { ...compiled, parse: onlyAmong({ allowed, words }, compiled, ignoreCase), label: `one of ${words}` };
  }
  const synonyms = Object.entries(column.synonyms ?? {}).map(
    ([text, value]) => [text.trim(), stored(value, 'synonyms')] as const,
  );
  const { label, holdsDates = false, compare } = compiled;
  const { default: fallback } = column;
  const isNow = fallback === 'now' && TIMES.has(type);
  return {
    ...{ label, holdsDates, ...(compare && { compare }) },
    parse: synonyms.length === 0 ? compiled.parse : withSynonyms(new Map(synonyms), compiled.parse, column.ignoreCase),
    fallback: isNow ? NOW : fallback === undefined ? undefined : stored(fallback, 'default'),
  };
}
const TIMES = new Set<FieldType>(['date', 'time', 'datetime']);

function withSynonyms(synonyms: ReadonlyMap<string, string>, parse: Parse, ignoreCase = false): Parse {
  const inAnyCase = new Map(ignoreCase ? [...synonyms].map(([text, value]) => [text.toLowerCase(), value]) : []);
  return (text, cell) => synonyms.get(text) ?? inAnyCase.get(text.toLowerCase()) ?? parse(text, cell);
}

/** What a value of the definition is stored as: a text as the field reads it, others as what they are. */
function storedValue(value: unknown, family: ValueType, { field, column }: FieldSource, member: string): string {
  const { type = 'any', delimiter = ',' } = field;
  if (typeof value === 'boolean' && type === 'boolean') return value ? '1' : '0';
  // A number of the document has none of the marks that numbers of the file have.
  const isNumber = typeof value === 'number' && (type === 'number' || type === 'integer');
  const { parse } = isNumber ? families[type]({ field: { name: field.name }, column }) : family;
  const text =
    type === 'list' && Array.isArray(value)
      ? value.join(column.list?.delimiters?.[0] ?? delimiter)
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  const stored = readText(parse, text);
  if (stored === undefined) throw new Error(`${field.name}: the value ${text} of ${member} cannot be read.`);
  return stored;
}
