import { eq, type SQL } from 'drizzle-orm';
import type { MySqlColumn } from 'drizzle-orm/mysql-core';

/** Passed explicitly: a query across all accounts must name it, so that omitting an account never causes one. */
export const everyAccount: unique symbol = Symbol('every account');

/** The filter value that API callers use for all accounts. */
export const EVERY_ACCOUNT = '*';

/** The accounts whose rows a query may see. */
export type AccountScope = string | typeof everyAccount;

export const inScope = (accountId: MySqlColumn, scope: AccountScope): SQL | undefined =>
  scope === everyAccount ? undefined : eq(accountId, scope);

/** A key that may belong to any account. */
export type Scoped<K extends { readonly accountId: string }> = Omit<K, 'accountId'> & {
  readonly accountId: AccountScope;
};
