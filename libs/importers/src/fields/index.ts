import { formatDate } from '../dates.ts';
import type { FieldType } from '../document/field-types.ts';
import { plainValue } from '../document/table-schema.ts';
import type { Column, ColumnType, Now } from '../types.ts';
import { bounds, followedBy, listed, onlyAmong, within } from './allowed.ts';
import { booleanType } from './booleans.ts';
import { durationType, yearMonthType, yearType } from './calendar.ts';
import { definitionValues } from './definition-values.ts';
import { geopointType } from './geopoint.ts';
import { arrayType, geojsonType, objectType } from './json-types.ts';
import { listType } from './lists.ts';
import { integerType, numberType } from './numbers.ts';
import { anyType, caseOf, stringType } from './strings.ts';
import { dateType, datetimeType, timeType } from './times.ts';
import type { FieldSource, Parse, ValueType } from './value-type.ts';

const families: Readonly<Record<FieldType, (source: FieldSource) => ValueType>> = {
  ...{ string: stringType, any: anyType, integer: integerType, number: numberType, boolean: booleanType },
  ...{ date: dateType, time: timeType, datetime: datetimeType },
  ...{ year: yearType, yearmonth: yearMonthType, duration: durationType },
  ...{ object: objectType, array: arrayType, list: listType, geopoint: geopointType, geojson: geojsonType },
};

/** How the values of a field are read, without its bounds and allowed values. Its format and pattern must be right. */
export const valueType = (source: FieldSource): ValueType => families[source.field.type ?? 'any'](source);

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
  const family = valueType(source);
  const values = definitionValues(source, family);
  for (const { path, error } of values.faults) {
    throw new Error(`${field.name}: ${path.join('.')} ${error?.message ?? 'has the wrong kind'}.`);
  }
  let compiled = family;
  for (const bound of bounds) {
    const limit = values.bounds.get(bound.member);
    if (limit === undefined) continue;
    compiled = followedBy(compiled, within(bound, { limit, shown: String(constraints[bound.member]) }, family));
  }
  const allowed = (values.enum ?? values.categories)?.filter((value) => value !== undefined);
  if (allowed) {
    const words = listed(constraints.enum ?? categories?.map(plainValue<string | number>) ?? []);
    const ignoreCase = type === 'string' && (column.ignoreCase ?? false);
    const step = onlyAmong({ allowed, words }, family, ignoreCase);
    compiled = { ...followedBy(compiled, step), label: `one of ${words}` };
  }
  if (values.synonyms.size > 0) compiled = withSynonyms(values.synonyms, compiled, column);
  const { label, holdsDates = false, compare, parse, parseTyped } = compiled;
  return {
    ...{ label, holdsDates, ...(compare && { compare }), parse, ...(parseTyped && { parseTyped }) },
    fallback: values.isNow ? nowOf[type] : values.fallback,
  };
}

/** The time of the import, by the types that have one. */
const nowOf: Partial<Record<FieldType, Now>> = {
  date: (at) => formatDate(at).slice(0, 'YYYY-MM-DD'.length),
  time: (at) => at.toISOString().slice('YYYY-MM-DDT'.length, -1).replace('.000', ''),
  datetime: formatDate,
};

/** The type with a look at the synonyms before its parsers. Both are compared as they are after the transforms. */
function withSynonyms(
  synonyms: ReadonlyMap<string, string>,
  type: ValueType,
  column: FieldSource['column'],
): ValueType {
  const inCase = caseOf(column);
  const comparable = (text: string): string => (column.ignoreCase ? text.toLowerCase() : inCase(text));
  const known = new Map([...synonyms].map(([text, value]) => [comparable(text), value]));
  const after =
    (parse: Parse): Parse =>
    (text, cell) =>
      known.get(comparable(text)) ?? parse(text, cell);
  return { ...type, parse: after(type.parse), ...(type.parseTyped && { parseTyped: after(type.parseTyped) }) };
}
