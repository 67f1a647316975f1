import type { TableColumn, TableDescription } from '@sluice/core';
import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { quoteTable } from '../imports/writer/sql-text.ts';
import { type Page, page } from '../page.ts';

export type RowValue = string | number | boolean | null | object;

export interface TargetRow {
  /** The basis of the next page's cursor. */
  readonly key: readonly (string | number)[];
  /** By column, without that of the account. */
  readonly values: Readonly<Record<string, RowValue>>;
}

export interface TargetRowsQuery {
  readonly table: Pick<TableDescription, 'name' | 'columns'> & Partial<Pick<TableDescription, 'schema'>>;
  /** The columns of a unique key, without that of the account. */
  readonly key: readonly string[];
  /** Whose rows; undefined if the table belongs to no account. */
  readonly account: { readonly column: string; readonly id: string } | undefined;
  readonly cursor?: readonly (string | number)[] | undefined;
  readonly limit: number;
}

const named = (name: string): SQL => sql`${sql.identifier(name)}`;

/** The rows of a table after `cursor`, ordered by its key (through the key's index). */
export async function listTargetRows(
  db: Db,
  { table, key, account, cursor, limit }: TargetRowsQuery,
): Promise<Page<TargetRow>> {
  const columns = table.columns.filter(({ name }) => name !== account?.column);
  const own = account && eq(named(account.column), account.id);
  const where = and(own, cursor && afterKey(key, cursor)) ?? sql`true`;
  const [rows] = await db.execute(sql`
    SELECT ${sql.join(
      columns.map(({ name }) => named(name)),
      sql`, `,
    )}
    FROM ${sql.raw(quoteTable(table))}
    WHERE ${where}
    ORDER BY ${sql.join(key.map(named), sql`, `)}
    LIMIT ${limit + 1}`);
  const found = (rows as unknown as Record<string, unknown>[]).map((row) => {
    const values = Object.fromEntries(columns.map((column) => [column.name, viewValue(row[column.name], column)]));
    return { key: key.map((name) => values[name] as string | number), values };
  });
  return page(found, limit);
}

/** Spelled out, because MySQL finds no range of an index for `(a, b) > (…)`. */
function afterKey([first = '', ...others]: readonly string[], [value, ...values]: readonly unknown[]): SQL | undefined {
  const after = gt(named(first), value);
  if (others.length === 0) return after;
  return or(after, and(eq(named(first), value), afterKey(others, values)));
}

/** A value as JSON has it: exact numbers that a double would change stay texts, times are ISO 8601 in UTC, bytes are base64. */
function viewValue(value: unknown, { type }: TableColumn): RowValue {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (type === 'tinyint(1)') return value === 1;
  // Sessions are in UTC; the driver returns dates and times as MySQL writes them.
  if (/^(?:datetime|timestamp)\b/.test(type)) return `${String(value).replace(' ', 'T')}Z`;
  if (type === 'json' && typeof value === 'string') return parsed(value);
  return value as RowValue;
}

/** MariaDB returns JSON as text. */
function parsed(text: string): RowValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
