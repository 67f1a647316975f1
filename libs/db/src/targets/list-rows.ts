import type { TableColumn, TableDescription } from '@sluice/core';
import { and, eq, like, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { quoteTable } from '../imports/writer/sql-text.ts';
import { type Bound, beyondKey, type KeyValue, named, storedValue } from './key-order.ts';

export type RowValue = string | number | boolean | null | object;

/** Which rows of a table. */
export interface RowFilter {
  /** Exact values of the first columns of the key, by column. */
  readonly key?: Readonly<Record<string, string>>;
  /** Only rows that the import with this ID wrote last. */
  readonly import?: { readonly column: string; readonly id: string } | undefined;
  /** Exact values of any columns, by column. */
  readonly values?: Readonly<Record<string, string>>;
  /** A text in any of these columns, compared as the table compares them. */
  readonly text?: { readonly columns: readonly string[]; readonly q: string } | undefined;
}

/** Between two rows of a list: where a page begins. */
export interface RowPosition {
  readonly key: readonly KeyValue[];
  /** Toward the beginning of the list, not its end. */
  readonly back: boolean;
  /** The row with this key is on the page. */
  readonly including: boolean;
}

export interface TargetRowsQuery {
  readonly table: Pick<TableDescription, 'name' | 'columns'> & Partial<Pick<TableDescription, 'schema'>>;
  /** The columns of a unique key, without that of the account, in the order of its index. */
  readonly key: readonly string[];
  /** The name of that index. */
  readonly index: string | undefined;
  /** Whose rows; undefined if the table belongs to no account. */
  readonly account: { readonly column: string; readonly id: string } | undefined;
  readonly filter?: RowFilter;
  /** In descending order of the key. */
  readonly descending?: boolean | undefined;
  readonly cursor?: RowPosition | undefined;
  readonly limit: number;
  /** How many rows a page looks at, at most, for a filter that no index serves. */
  readonly most: number;
}

export interface TargetRows {
  /** By column, without that of the account. */
  readonly items: readonly Readonly<Record<string, RowValue>>[];
  /** Where the next page begins; undefined after the last. A page that has looked at `most` rows can have few items, or none. */
  readonly next: RowPosition | undefined;
  /** Where the page before begins; undefined on the first. */
  readonly previous: RowPosition | undefined;
}

/** The rows of a table after `cursor`, or before it, ordered by its key through the key's index. */
export async function listTargetRows(db: Db, query: TargetRowsQuery): Promise<TargetRows> {
  const { table, key, index, account, filter = {}, descending = false, cursor, limit, most } = query;
  const columns = table.columns.filter(({ name }) => name !== account?.column);
  const columnOf = (name: string) => table.columns.find((column) => column.name === name) as TableColumn;
  const places = key.map(columnOf);
  const exact = (values: Readonly<Record<string, string>> = {}) =>
    Object.entries(values).map(([name, value]) => eq(named(name), storedValue(value, columnOf(name))));
  const from = sql`${sql.raw(quoteTable(table))} ${index === undefined ? sql`` : sql`FORCE INDEX (${named(index)})`}`;
  // A page before the cursor is read backwards, so that it ends where this one begins.
  const back = cursor?.back ?? false;
  const toward: Bound['toward'] = descending === back ? 'greater' : 'less';
  const order = sql.join(
    key.map((name) => (toward === 'greater' ? named(name) : sql`${named(name)} DESC`)),
    sql`, `,
  );
  const served = and(
    account && eq(named(account.column), account.id),
    ...exact(filter.key),
    cursor && beyondKey(places, cursor.key, { toward, including: cursor.including }),
  );
  const others = [
    filter.import && eq(named(filter.import.column), filter.import.id),
    ...exact(filter.values),
    ofText(filter.text),
  ];
  const keys = sql.join(key.map(named), sql`, `);
  const end = others.some((condition) => condition !== undefined)
    ? await select(
        db,
        sql`SELECT ${keys} FROM ${from} WHERE ${served ?? sql`true`} ORDER BY ${order} LIMIT 1 OFFSET ${most - 1}`,
      )
    : [];
  const keyOf = (row: Readonly<Record<string, unknown>>) => places.map((at) => viewValue(row[at.name], at) as KeyValue);
  const bound = end[0] && keyOf(end[0]);
  const names = sql.join(
    columns.map(({ name }) => named(name)),
    sql`, `,
  );
  const opposite = toward === 'greater' ? 'less' : 'greater';
  const within = bound && beyondKey(places, bound, { toward: opposite, including: true });
  const where = and(served, within, ...others) ?? sql`true`;
  const rows = await select(db, sql`SELECT ${names} FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ${limit + 1}`);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const reached = rows.length > limit && last ? keyOf(last) : bound;
  const onward = reached && { key: reached, back, including: false };
  const behind = cursor && { key: cursor.key, back: !back, including: !cursor.including };
  if (back) page.reverse();
  return {
    items: page.map((row) => Object.fromEntries(columns.map((at) => [at.name, viewValue(row[at.name], at)]))),
    next: back ? behind : onward,
    previous: back ? onward : behind,
  };
}

function ofText(text: RowFilter['text']): SQL | undefined {
  if (!text) return undefined;
  const pattern = `%${text.q.replace(/[\\%_]/g, '\\$&')}%`;
  return or(sql`false`, ...text.columns.map((name) => like(named(name), pattern)));
}

async function select(db: Db, statement: SQL): Promise<Record<string, unknown>[]> {
  const [rows] = await db.execute(statement);
  return rows as unknown as Record<string, unknown>[];
}

/** A value as JSON has it: decimals are exact texts, times are ISO 8601 in UTC, bytes are base64. */
function viewValue(value: unknown, { type }: TableColumn): RowValue {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (type === 'tinyint(1)') return value === 1;
  if (/^decimal\b/.test(type)) return shortest(String(value));
  // Sessions are in UTC; the driver returns dates and times as MySQL writes them.
  if (/^(?:datetime|timestamp)\b/.test(type)) return `${String(value).replace(' ', 'T')}Z`;
  if (type === 'json' && typeof value === 'string') return parsed(value);
  return value as RowValue;
}

/** Without the zeros that only fill up the digits of the column: `13`, not `13.000000000000000000`. */
function shortest(decimal: string): string {
  if (!decimal.includes('.')) return decimal;
  let end = decimal.length;
  while (decimal[end - 1] === '0') end--;
  return decimal.slice(0, decimal[end - 1] === '.' ? end - 1 : end);
}

/** MariaDB returns JSON as text. */
function parsed(text: string): RowValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
