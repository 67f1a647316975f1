import { AppError } from '@sluice/core';
import { type AccountScope, EVERY_ACCOUNT, everyAccount } from '@sluice/db';
import type { ReadAction } from '../audit/actions.ts';
import type { AppContext, Deps } from '../context.ts';
import type { Principal } from './verify-token.ts';

type Reads = Pick<Deps, 'auditedReads'>;

/**
 * Reads one resource: operators may read those of any account, and the audit says so; for all others, other accounts'
 * resources do not exist. This and `listedAccount` are the only places that widen a read beyond one account.
 */
export async function readResource<T extends { readonly accountId: string | null }>(
  c: AppContext,
  { auditedReads }: Reads,
  { action, id }: { action: ReadAction; id: string },
  find: (scope: AccountScope) => Promise<T>,
): Promise<T> {
  const { principal } = c.var;
  const found = await find(reachableAccount(principal));
  const { accountId } = found;
  if (accountId !== null && accountId !== principal.accountId) await auditedReads.record(c, { action, id, accountId });
  return found;
}

/** The accounts whose resources a caller may work with; to only read a resource, use `readResource`. */
export const reachableAccount = ({ role, accountId }: Principal): AccountScope =>
  role === 'operator' ? everyAccount : accountId;

/**
 * The account that a list covers: the caller's own, or for operators the one they ask for.
 * @throws AppError FORBIDDEN when anyone else asks for another account, whether or not it exists
 */
export async function listedAccount(
  c: AppContext,
  { auditedReads }: Reads,
  action: ReadAction,
  asked?: string,
): Promise<AccountScope> {
  const { principal } = c.var;
  const scope = askedAccount(principal, asked);
  if (scope === principal.accountId) return scope;
  await auditedReads.record(c, { action, accountId: scope === everyAccount ? null : scope });
  return scope;
}

/** The account that a caller names, without reading it. @throws AppError FORBIDDEN like `listedAccount` */
export function askedAccount({ role, accountId }: Principal, asked: string = accountId): AccountScope {
  if (asked === accountId) return accountId;
  if (role !== 'operator') throw new AppError('FORBIDDEN', 'Only operators may read other accounts.');
  return asked === EVERY_ACCOUNT ? everyAccount : asked;
}

/** The account that an overview covers: like a list, but operators see every account unless they name one. */
export const overviewAccount = (
  c: AppContext,
  deps: Reads,
  action: ReadAction,
  asked?: string,
): Promise<AccountScope> =>
  listedAccount(c, deps, action, asked ?? (c.get('principal').role === 'operator' ? EVERY_ACCOUNT : undefined));
