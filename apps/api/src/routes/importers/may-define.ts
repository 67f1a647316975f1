import { AppError } from '@sluice/core';
import type { Principal } from '../../auth/verify-token.ts';
import type { Deps } from '../../context.ts';

export type Scope = 'all' | 'account';

/** Whom a definition is for unless the caller says so: operators define for all accounts, others for their own. */
export const usualScope = ({ role }: Principal): Scope => (role === 'operator' ? 'all' : 'account');

/** @throws AppError FORBIDDEN */
export function refuseDefining({ limits }: Pick<Deps, 'limits'>, { role }: Principal, scope: Scope): void {
  if (role === 'operator') return;
  if (scope === 'all')
    throw new AppError('FORBIDDEN', 'This importer is for all accounts, so only operators may define or archive it.');
  if (!limits.membersMayDefine)
    throw new AppError(
      'FORBIDDEN',
      'Only operators may define importers here. The setting MEMBERS_MAY_DEFINE=true allows it to members too.',
    );
}
