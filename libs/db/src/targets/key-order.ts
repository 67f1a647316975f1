import { columnType, type TableColumn } from '@sluice/core';
import { and, eq, gt, gte, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm';

/** A value of a key as JSON has it. */
export type KeyValue = string | number | boolean;

export const named = (name: string): SQL => sql`${sql.identifier(name)}`;

/** A value as it is compared with its column, so that MySQL looks it up in an index: a text would be compared as a double. */
export function storedValue(value: KeyValue, { type }: TableColumn): SQL {
  const { base } = columnType(type);
  switch (base) {
    case 'binary':
    case 'varbinary':
      // As text, their base64 would be compared with the bytes.
      return sql`${Buffer.from(String(value), 'base64')}`;
    case 'decimal':
      return sql`CAST(${value} AS DECIMAL(65, 30))`;
    case 'float':
      // As a double, 1.1 is less than what the column has of it.
      return sql`CAST(${value} AS FLOAT)`;
    case 'datetime':
    case 'timestamp':
      return sql`${String(value).replace('T', ' ').replace(/Z$/, '')}`;
    default:
      return sql`${value}`;
  }
}

/** Where the rows of a scan begin or end, in the order of the key. */
export interface Bound {
  readonly toward: 'greater' | 'less';
  /** With the row of the bound itself. */
  readonly including?: boolean;
}

/**
 * The rows on one side of a key. Spelled out, because MySQL finds no range of an index for `(a, b) > (…)`. If the row itself is
 * among them, the first column alone bounds the range of the index.
 */
export function beyondKey(places: readonly TableColumn[], values: readonly KeyValue[], bound: Bound): SQL | undefined {
  const { toward, including = false } = bound;
  const others = strictlyBeyond(places, values, toward);
  const [[first, value] = []] = paired(places, values);
  if (!including || !first || value === undefined) return others;
  const same = and(...paired(places, values).map(([place, each]) => eq(named(place.name), storedValue(each, place))));
  return and(onSide({ toward, including }, first, value), or(others, same));
}

function strictlyBeyond(
  [first, ...others]: readonly TableColumn[],
  [value, ...values]: readonly KeyValue[],
  toward: Bound['toward'],
): SQL | undefined {
  if (!first || value === undefined) return undefined;
  const strictly = onSide({ toward }, first, value);
  if (others.length === 0) return strictly;
  return or(strictly, and(eq(named(first.name), storedValue(value, first)), strictlyBeyond(others, values, toward)));
}

/** Whether a column is on this side of a value. ENUM and SET are sorted by their members' positions, but compared as texts. */
function onSide(bound: Bound, place: TableColumn, value: KeyValue): SQL {
  const { base, members } = columnType(place.type);
  const column = named(place.name);
  if (base === 'enum') return inArray(column, membersOn(bound, members, String(value)));
  const compare = bound.toward === 'greater' ? (bound.including ? gte : gt) : bound.including ? lte : lt;
  if (base === 'set') return compare(sql`${column} + 0`, bitsOf(members, String(value)));
  return compare(column, storedValue(value, place));
}

/** A list of members is a range of an index, unlike their positions. Before all members is the mark of an invalid value, ''. */
function membersOn({ toward, including = false }: Bound, members: readonly string[], value: string): string[] {
  const all = ['', ...members];
  const at = all.lastIndexOf(value);
  if (at < 0) return toward === 'greater' ? all : [];
  return toward === 'greater' ? all.slice(including ? at : at + 1) : all.slice(0, including ? at + 1 : at);
}

/** How MySQL stores a SET, and sorts by: one bit for each member. */
function bitsOf(members: readonly string[], value: string): SQL {
  const has = new Set(value.split(','));
  const bits = members.reduce((sum, member, at) => (has.has(member) ? sum | (1n << BigInt(at)) : sum), 0n);
  return sql`CAST(${String(bits)} AS UNSIGNED)`;
}

const paired = (places: readonly TableColumn[], values: readonly KeyValue[]) =>
  places.map((place, at) => [place, values[at] as KeyValue] as const);
