import { and, eq, gt, lt, or, type SQL } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';
import { type AccountScope, everyAccount } from './account-scope.ts';

/** One page of a list; `hasMore` means that another page follows. */
export interface Page<T> {
  readonly items: T[];
  readonly hasMore: boolean;
}

/** The end of a page in a list ordered by time. */
export interface TimeCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** Removes the extra row that a list query fetches to detect another page. */
export const page = <T>(rows: T[], limit: number): Page<T> => ({
  items: rows.slice(0, limit),
  hasMore: rows.length > limit,
});

/** Rows after the cursor, newest first; within a millisecond the greater id is newer. */
export const olderThan = (createdAt: MySqlColumn, id: MySqlColumn, cursor: TimeCursor | undefined): SQL | undefined =>
  cursor && or(lt(createdAt, cursor.createdAt), and(eq(createdAt, cursor.createdAt), lt(id, cursor.id)));

/** Rows after the cursor, oldest first. */
export const newerThan = (createdAt: MySqlColumn, id: MySqlColumn, cursor: TimeCursor | undefined): SQL | undefined =>
  cursor && or(gt(createdAt, cursor.createdAt), and(eq(createdAt, cursor.createdAt), gt(id, cursor.id)));

/** The indexes that have the rows of a list in its order: of one account or every account, also with one status. */
export interface ListIndexes {
  readonly account: string;
  readonly accountStatus?: string;
  readonly every: string;
  readonly everyStatus?: string;
}

/**
 * The index to read a page from, or none if several statuses are wanted, which no index has in order. Without it, MySQL may
 * take an index on the account alone, and sort all rows of the account for one page.
 */
export function inOrder(
  indexes: ListIndexes,
  { accountId, status = [] }: { readonly accountId: AccountScope; readonly status?: readonly string[] | undefined },
): { forceIndex?: string } {
  const { account, accountStatus, every, everyStatus } = indexes;
  const ofEvery = accountId === everyAccount;
  if (status.length === 0) return { forceIndex: ofEvery ? every : account };
  const forceIndex = ofEvery ? everyStatus : accountStatus;
  return status.length === 1 && forceIndex ? { forceIndex } : {};
}
