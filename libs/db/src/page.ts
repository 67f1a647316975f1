import { and, eq, lt, or, type SQL } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';

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
