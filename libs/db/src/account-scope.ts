import { eq, type SQL } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';

/** Said, never left out: a query for every account names it, so that none is made by forgetting one. */
export const everyAccount: unique symbol = Symbol('every account');

/** What a filter from outside says for every account. */
export const EVERY_ACCOUNT = '*';

/** Whose rows a query may see. */
export type AccountScope = string | typeof everyAccount;

export const inScope = (accountId: MySqlColumn, scope: AccountScope): SQL | undefined =>
  scope === everyAccount ? undefined : eq(accountId, scope);

/** A key whose account may be any. */
export type Scoped<K extends { readonly accountId: string }> = Omit<K, 'accountId'> & {
  readonly accountId: AccountScope;
};
