import { json } from '../json.ts';
import { compareNumbers, plainNumber } from './numerals.ts';
import type { FieldSource, Parse, ValueType } from './value-type.ts';

/** A degree as an exact decimal between -most and most. */
function degree(text: string, most: string): string | undefined {
  const number = plainNumber(text.trim());
  if (number === undefined || number === 'TOO_LARGE') return undefined;
  return compareNumbers(number, `-${most}`) < 0 || compareNumbers(number, most) > 0 ? undefined : number;
}

/** Longitude and latitude as they are stored; undefined if one is none. */
function point(longitude: string, latitude: string): string | undefined {
  const [lon, lat] = [degree(longitude, '180'), degree(latitude, '90')];
  return lon === undefined || lat === undefined ? undefined : `${lon},${lat}`;
}

/** The parts of a point in JSON: those of an array, or the members of an object. */
function partsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const { lon, lat, ...others } = value as Record<string, unknown>;
  return [lon, lat, ...Object.values(others)];
}

const forms: Readonly<Record<string, { readonly opens: string; readonly example: string }>> = {
  array: { opens: '[', example: '[13.4, 52.5]' },
  object: { opens: '{', example: '{"lon": 13.4, "lat": 52.5}' },
};

/** Longitude and latitude, stored as `13.4,52.5`. */
export function geopointType({ field: { format = 'default' } }: FieldSource): ValueType {
  const { opens, example } = forms[format] ?? { opens: undefined, example: '13.4, 52.5' };
  const message = `is not a longitude and latitude such as ${example}`;
  const inText: Parse = (text, cell) => {
    const [longitude = '', latitude = '', ...others] = text.split(',');
    return (others.length === 0 ? point(longitude, latitude) : undefined) ?? cell.fail('NOT_GEOPOINT', message);
  };
  const inJson: Parse = (text, cell) => {
    // Refuses numbers that JavaScript would not keep digit for digit.
    if (!text.startsWith(opens ?? '')) return cell.fail('NOT_GEOPOINT', message);
    if (json.parse(text, cell) === undefined) return undefined;
    const [longitude, latitude, ...others] = partsOf(JSON.parse(text));
    const isPoint = typeof longitude === 'number' && typeof latitude === 'number' && others.length === 0;
    return (isPoint ? point(String(longitude), String(latitude)) : undefined) ?? cell.fail('NOT_GEOPOINT', message);
  };
  return {
    label: `longitude and latitude, such as ${example}`,
    parse: opens === undefined ? inText : inJson,
    parseTyped: inText,
  };
}
