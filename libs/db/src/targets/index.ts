import { and, asc, eq, getTableColumns, gt } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type Page, page } from '../page.ts';
import { assets, contacts } from '../schema/index.ts';

export { describeTable, type TableName } from './describe-table.ts';

/** The target tables by importer name, each with the column that is unique per account. */
export const targetTables = {
  assets: { table: assets, key: assets.identifier },
  contacts: { table: contacts, key: contacts.email },
} as const;
export type TargetName = keyof typeof targetTables;

/** The SQL types of an importer's table, by column name. */
export const targetColumnTypes = (target: TargetName): ReadonlyMap<string, string> =>
  new Map(
    Object.values(getTableColumns(targetTables[target].table)).map((column) => [column.name, column.getSQLType()]),
  );

export interface TargetRow {
  /** The basis of the next page's cursor. */
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The account's rows of an importer's table after `cursor`, ordered by key (through an index). */
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
