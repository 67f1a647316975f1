import type { FieldType } from '../document/field-types.ts';
import type { FieldSource } from './value-type.ts';

const asNumber = (value: unknown): string | undefined => (typeof value === 'number' ? String(value) : undefined);
const asJson = (value: unknown): string => JSON.stringify(value);

/** The text of a value of YAML or JSON that is no text itself, by type; undefined if the type has no such values. */
const texts: Partial<Record<FieldType, (value: unknown) => string | undefined>> = {
  ...{ integer: asNumber, number: asNumber, year: asNumber },
  boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  ...{ object: asJson, array: asJson, geojson: asJson, any: asJson, geopoint: pointText },
};

/** A pair of numbers, or an object with `lon` and `lat`, as the default format writes it. */
function pointText(value: unknown): string | undefined {
  const { lon, lat, ...others } = Object(value) as Record<string, unknown>;
  const parts = Array.isArray(value) ? value : Object.keys(others).length === 0 ? [lon, lat] : [];
  return parts.length === 2 && parts.every((part) => typeof part === 'number') ? parts.join(',') : undefined;
}

/** What a cell would hold for a value that is no text; undefined if the field has no values of its kind. */
export const textOf = (value: unknown, { field: { type = 'any' } }: FieldSource): string | undefined =>
  value === null ? undefined : texts[type]?.(value);
