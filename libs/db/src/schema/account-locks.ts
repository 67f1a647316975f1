import { mysqlTable } from 'drizzle-orm/mysql-core';
import { accountId } from './columns.ts';

/** A row for each account whose uploads are limited. Adding an upload locks it first, so that the counts are exact. */
export const accountLocks = mysqlTable('account_locks', {
  accountId: accountId('account_id').primaryKey(),
});
