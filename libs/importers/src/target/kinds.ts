import type { Family } from '@sluice/core';
import type { FieldType } from '../document/field-types.ts';
import type { Field } from '../document/table-schema.ts';

/** Texts of any length and form; whether one fits is said by the limits of the column. */
const TEXTS = ['text', 'bytes'] as const satisfies readonly Family[];
const NUMBERS = ['integer', 'decimal', 'float'] as const satisfies readonly Family[];

/** The columns that hold the values of each type, as imports store them. */
const holders: Readonly<Record<FieldType, readonly Family[]>> = {
  string: [...TEXTS, 'member'],
  any: [...TEXTS, 'member'],
  integer: [...TEXTS, ...NUMBERS, 'year'],
  number: [...TEXTS, 'decimal', 'float'],
  boolean: [...TEXTS, ...NUMBERS],
  date: [...TEXTS, 'date', 'datetime'],
  time: [...TEXTS, 'time'],
  datetime: [...TEXTS, 'datetime'],
  year: [...TEXTS, ...NUMBERS, 'year'],
  yearmonth: TEXTS,
  duration: TEXTS,
  object: [...TEXTS, 'json'],
  array: [...TEXTS, 'json'],
  list: [...TEXTS, 'json'],
  geojson: [...TEXTS, 'json'],
  geopoint: TEXTS,
};

/** Whether a column of a family can hold the values of a field, though perhaps not all of them. */
export const holds = (family: Family, { type = 'any', format }: Field): boolean =>
  holders[type].includes(family) || (family === 'uuid' && type === 'string' && format === 'uuid');

/** Columns whose values can be compared with each other and copied. */
export const alike = (one: Family, other: Family): boolean => kindOf(one) === kindOf(other);

function kindOf(family: Family): string {
  if ((NUMBERS as readonly Family[]).includes(family)) return 'number';
  return family === 'member' || family === 'uuid' ? 'text' : family;
}
