import { AppError } from '@sluice/core';
import type { Principal } from '../../auth/verify-token.ts';
import type { Deps } from '../../context.ts';

export const scopes = ['all', 'account'] as const;
export type Scope = (typeof scopes)[number];

/** Whom a definition is for unless the caller says so: operators define for all accounts, others for their own. */
export const usualScope = ({ role }: Principal): Scope => (role === 'operator' ? 'all' : 'account');

/** Whether the caller may define importers for every account, or for its own. */
export const mayDefine = ({ limits }: Pick<Deps, 'limits'>, { role }: Pick<Principal, 'role'>, scope: Scope): boolean =>
  role === 'operator' || (role === 'member' && scope === 'account' && limits.membersMayDefine);

/** @throws AppError FORBIDDEN */
export function refuseDefining(deps: Pick<Deps, 'limits'>, principal: Principal, scope: Scope): void {
  if (mayDefine(deps, principal, scope)) return;
  if (scope === 'all')
    throw new AppError('FORBIDDEN', 'This importer is for all accounts, so only operators may define or archive it.');
  throw new AppError(
    'FORBIDDEN',
    'Only operators may define importers here. Set MEMBERS_MAY_DEFINE=true to allow members, too.',
  );
}
