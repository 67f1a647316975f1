import { AppError } from '@sluice/core';
import { type AccountScope, EVERY_ACCOUNT, everyAccount } from '@sluice/db';
import type { Principal } from './verify-token.ts';

/**
 * Whose single things somebody may read: operators everybody's, all others their own account's, for whom another
 * account's thing is not there. The only place that widens a read beyond an account.
 */
export const readableAccount = ({ role, accountId }: Principal): AccountScope =>
  role === 'operator' ? everyAccount : accountId;

/**
 * Whose things a list shows: the caller's own account's, or for operators those of the account that they ask for.
 * @throws AppError FORBIDDEN when anybody else asks for another account, whether it exists or not
 */
export function listedAccount({ role, accountId }: Principal, asked: string = accountId): AccountScope {
  if (asked === accountId) return accountId;
  if (role !== 'operator') throw new AppError('FORBIDDEN', 'Only operators may look at other accounts.');
  return asked === EVERY_ACCOUNT ? everyAccount : asked;
}

/** Whose jobs an overview shows: like a list, but operators see every account unless they name one. @throws the same */
export const overviewAccount = (principal: Principal, asked?: string): AccountScope =>
  listedAccount(principal, asked ?? (principal.role === 'operator' ? EVERY_ACCOUNT : undefined));
