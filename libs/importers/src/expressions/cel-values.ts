import { formatCount } from '@sluice/core';
import type { FieldType } from '../document/field-types.ts';
import { isObject } from '../document/problem.ts';
import type { Field } from '../document/table-schema.ts';

/** How the stored text of a field is seen by an expression. */
export interface CelType {
  /** As the type checker calls it. */
  readonly name: string;
  readonly valueOf: (stored: string) => unknown;
}

const isText: CelType = { name: 'string', valueOf: (stored) => stored };
const isNumber: CelType = { name: 'double', valueOf: Number };
const isMoment: CelType = {
  name: 'google.protobuf.Timestamp',
  // Stored as MySQL writes it, in UTC: a day, or a day and a time.
  valueOf: (stored) => new Date(stored.length === 10 ? stored : `${stored.replace(' ', 'T')}Z`),
};

/** Characters of JSON that an expression sees: it may look at each item for each other one. */
const MOST_JSON = 5_000;

/** @throws TooLongForCheck */
function ofJson(stored: string): unknown {
  if (stored.length > MOST_JSON)
    throw new TooLongForCheck(`has more than ${formatCount(MOST_JSON)} characters, too many for a check`);
  // Objects become maps, because a member may be called `constructor`.
  return JSON.parse(stored, (_, value) => (isObject(value) ? new Map(Object.entries(value)) : value));
}
export class TooLongForCheck extends Error {}

const types: Readonly<Record<FieldType, CelType>> = {
  ...{ string: isText, any: isText, time: isText, yearmonth: isText, duration: isText },
  ...{ integer: isNumber, number: isNumber, year: isNumber },
  boolean: { name: 'bool', valueOf: (stored) => stored === '1' },
  ...{ date: isMoment, datetime: isMoment },
  ...{ object: { name: 'map', valueOf: ofJson }, geojson: { name: 'map', valueOf: ofJson } },
  array: { name: 'list<dyn>', valueOf: ofJson },
  list: { name: 'list<string>', valueOf: ofJson },
  geopoint: { name: 'list<double>', valueOf: (stored) => stored.split(',').map(Number) },
};

const itemNames: Readonly<Record<string, string>> = { integer: 'double', number: 'double', boolean: 'bool' };

/** The type that expressions see. Items of lists are texts, numbers or booleans; dates in lists are texts. */
export function celTypeOf({ type = 'any', itemType = 'string' }: Field, isAnyJson: boolean): CelType {
  if (type === 'list') return { ...types.list, name: `list<${itemNames[itemType] ?? 'string'}>` };
  if (type === 'object' && isAnyJson) return { ...types.object, name: 'dyn' };
  return types[type];
}

/** The types that a blank value is compared with. */
export const nullable = ['double', 'string', 'bool', 'google.protobuf.Timestamp', 'map', 'list<dyn>'] as const;
