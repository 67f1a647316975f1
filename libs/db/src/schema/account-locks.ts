import { mysqlTable } from 'drizzle-orm/mysql-core';
import { accountId } from './columns.ts';

/** A row for each account whose uploads are limited. Whoever adds to its uploads locks it first, so that they count in turns. */
export const accountLocks = mysqlTable('account_locks', {
  accountId: accountId('account_id').primaryKey(),
});
