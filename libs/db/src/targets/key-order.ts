import type { TableColumn } from '@sluice/core';
import { and, eq, gt, lt, lte, or, type SQL, sql } from 'drizzle-orm';

/** A value of a key as JSON has it. */
export type KeyValue = string | number | boolean;

export const named = (name: string): SQL => sql`${sql.identifier(name)}`;

/** A value as it is compared with its column, so that MySQL looks it up in an index: a text would be compared as a double. */
export function storedValue(value: KeyValue, { type }: TableColumn): SQL {
  // As text, their base64 would be compared with the bytes.
  if (/^(?:var)?binary\b/.test(type)) return sql`${Buffer.from(String(value), 'base64')}`;
  if (/^decimal\b/.test(type)) return sql`CAST(${value} AS DECIMAL(65, 30))`;
  const isTime = /^(?:datetime|timestamp)\b/.test(type);
  return sql`${isTime ? String(value).replace('T', ' ').replace(/Z$/, '') : value}`;
}

/** After this position in the order of the key. Spelled out, because MySQL finds no range of an index for `(a, b) > (…)`. */
export const afterKey = (places: readonly TableColumn[], values: readonly KeyValue[]): SQL | undefined =>
  beyond(places, values, gt);

/** Up to this position, including it. The first column alone bounds the range of the index. */
export function upToKey(places: readonly TableColumn[], values: readonly KeyValue[]): SQL | undefined {
  const [[first, value] = []] = paired(places, values);
  const same = and(...paired(places, values).map(([place, each]) => eq(named(place.name), storedValue(each, place))));
  return and(
    first && lte(named(first.name), storedValue(value as KeyValue, first)),
    or(beyond(places, values, lt), same),
  );
}

function beyond(
  [first, ...others]: readonly TableColumn[],
  [value, ...values]: readonly KeyValue[],
  compare: typeof gt,
): SQL | undefined {
  if (!first || value === undefined) return undefined;
  const side = compare(named(first.name), storedValue(value, first));
  if (others.length === 0) return side;
  return or(side, and(eq(named(first.name), storedValue(value, first)), beyond(others, values, compare)));
}

const paired = (places: readonly TableColumn[], values: readonly KeyValue[]) =>
  places.map((place, at) => [place, values[at] as KeyValue] as const);
