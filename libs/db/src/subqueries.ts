import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/**
 * NOT EXISTS that is looked up by index for each row. MySQL turns the usual one into a join, for which it may read the other
 * table as a whole. `query` selects a constant and has a limit of 1.
 */
export const none = (query: SQLWrapper): SQL => sql`${query} is null`;

/** EXISTS in the same way. */
export const some = (query: SQLWrapper): SQL => sql`${query} is not null`;
