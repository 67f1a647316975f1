import { AppError } from '@sluice/core';
import { type AccountScope, EVERY_ACCOUNT, everyAccount } from '@sluice/db';
import type { Principal } from './verify-token.ts';

/**
 * The accounts whose resources a caller may read: operators any, all others their own, for whom other accounts'
 * resources do not exist. The only place that widens a read beyond one account.
 */
export const readableAccount = ({ role, accountId }: Principal): AccountScope =>
  role === 'operator' ? everyAccount : accountId;

/**
 * The account that a list covers: the caller's own, or for operators the one they ask for.
 * @throws AppError FORBIDDEN when anyone else asks for another account, whether or not it exists
 */
export function listedAccount({ role, accountId }: Principal, asked: string = accountId): AccountScope {
  if (asked === accountId) return accountId;
  if (role !== 'operator') throw new AppError('FORBIDDEN', 'Only operators may read other accounts.');
  return asked === EVERY_ACCOUNT ? everyAccount : asked;
}

/** The account that an overview covers: like a list, but operators see every account unless they name one. */
export const overviewAccount = (principal: Principal, asked?: string): AccountScope =>
  listedAccount(principal, asked ?? (principal.role === 'operator' ? EVERY_ACCOUNT : undefined));
