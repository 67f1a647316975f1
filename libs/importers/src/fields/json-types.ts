import { json } from '../json.ts';
import { geojsonFault, topojsonFault } from './geojson.ts';
import { hasLength, itemsCalled, properties } from './lengths.ts';
import type { FieldSource, Parse, ValueType } from './value-type.ts';

/** JSON, stored as it is written. */

const opensWith =
  (unit: number, message: string): Parse =>
  (text, cell) => {
    const value = json.parse(text, cell);
    return value === undefined || value.charCodeAt(0) === unit ? value : cell.fail('NOT_JSON', message);
  };
const anObject = opensWith(123, 'is JSON, but not an object such as {"floor": 3}');
const anArray = opensWith(91, 'is JSON, but not an array such as [1, 2]');

const itemUnit = itemsCalled('item');
const parsed = (text: string): unknown => JSON.parse(text);

/** With what its length is checked, if it has limits. */
function sized({ field: { constraints = {} } }: FieldSource, parse: Parse, isArray = false): Parse {
  if (constraints.minLength === undefined && constraints.maxLength === undefined) return parse;
  return (text, cell) => {
    const value = parse(text, cell);
    if (value === undefined) return undefined;
    const count = Object.keys(parsed(value) as object).length;
    return hasLength(count, constraints, isArray ? itemUnit : properties, cell) ? value : undefined;
  };
}

export function objectType(source: FieldSource): ValueType {
  if (source.column.json === 'any') return { label: json.label, parse: sizedObject(source) };
  return { label: 'JSON object', parse: sized(source, anObject) };
}

/** Any JSON value; only objects have a length. */
function sizedObject(source: FieldSource): Parse {
  const object = sized(source, json.parse);
  return object === json.parse
    ? json.parse
    : (text, cell) => (text.startsWith('{') ? object(text, cell) : json.parse(text, cell));
}

export const arrayType = (source: FieldSource): ValueType => ({
  label: 'JSON array',
  parse: sized(source, anArray, true),
});

export function geojsonType(source: FieldSource): ValueType {
  const isTopo = source.field.format === 'topojson';
  const [label, faultOf] = isTopo ? (['TopoJSON', topojsonFault] as const) : (['GeoJSON', geojsonFault] as const);
  const parse: Parse = (text, cell) => {
    const value = anObject(text, cell);
    if (value === undefined) return undefined;
    const fault = faultOf(parsed(value));
    return fault === undefined ? value : cell.fail('NOT_GEOJSON', `is not ${label}: ${fault}`);
  };
  return { label, parse: sized(source, parse) };
}
