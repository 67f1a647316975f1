import { and, eq, lt, or, type SQL } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';

/** One page of a list; `hasMore` says that another follows after its last item. */
export interface Page<T> {
  readonly items: T[];
  readonly hasMore: boolean;
}

/** Where a page of a list that is ordered by time ended. */
export interface TimeCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** Cuts the one row too many that a list query asks for. */
export const page = <T>(rows: T[], limit: number): Page<T> => ({
  items: rows.slice(0, limit),
  hasMore: rows.length > limit,
});

/** What comes behind the cursor, newest first; of rows of the same millisecond the greater id is the newer. */
export const olderThan = (createdAt: MySqlColumn, id: MySqlColumn, cursor: TimeCursor | undefined): SQL | undefined =>
  cursor && or(lt(createdAt, cursor.createdAt), and(eq(createdAt, cursor.createdAt), lt(id, cursor.id)));
