import { and, asc, eq, getTableColumns, gt } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type Page, page } from '../page.ts';
import { assets, contacts } from '../schema/index.ts';

/** The tables that importers write to, by the importer's name, each with the column that is unique in an account. */
export const targetTables = {
  assets: { table: assets, key: assets.identifier },
  contacts: { table: contacts, key: contacts.email },
} as const;
export type TargetName = keyof typeof targetTables;

/** The SQL type of every column of an importer's table, by the column's name. */
export const targetColumnTypes = (target: TargetName): ReadonlyMap<string, string> =>
  new Map(
    Object.values(getTableColumns(targetTables[target].table)).map((column) => [column.name, column.getSQLType()]),
  );

export interface TargetRow {
  /** What the next page's cursor is made of. */
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The account's rows of an importer's table in the order of their key (an index serves it), after `cursor`. */
export async function listTargetRows(
  db: Db,
  { target, accountId, cursor, limit }: { target: TargetName; accountId: string; cursor?: string; limit: number },
): Promise<Page<TargetRow>> {
  const { table, key } = targetTables[target];
  const { accountId: _tenant, ...columns } = getTableColumns(table);
  const rows = await db
    .select(columns)
    .from(table)
    .where(and(eq(table.accountId, accountId), cursor === undefined ? undefined : gt(key, cursor)))
    .orderBy(asc(key))
    .limit(limit + 1);
  const keyName = Object.entries(columns).find(([, column]) => column === key)?.[0] ?? '';
  return page(
    rows.map((values) => ({ key: String(values[keyName as keyof typeof values]), values })),
    limit,
  );
}
