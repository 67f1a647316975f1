import { SignJWT } from 'jose';
import type { ApiEnv } from '../env.ts';
import { claimNames, type Role } from './verify-token.ts';

/** How long a development sign-in lasts. */
const LIFETIME = '12h';

/** Issues a token to any caller; for development only. */
export type DevelopmentToken = (who: { readonly accountId: string; readonly role: Role }) => Promise<string>;

type SigningConfig = Pick<ApiEnv, 'DEV_SIGN_IN' | 'JWT_SECRET' | 'JWT_ISSUER' | 'JWT_AUDIENCE'> &
  Parameters<typeof claimNames>[0];

/** Issues tokens that the verifier of the same configuration accepts; undefined where development sign-in is off. */
export function createDevelopmentToken(config: SigningConfig): DevelopmentToken | undefined {
  const { DEV_SIGN_IN, JWT_SECRET, JWT_ISSUER, JWT_AUDIENCE } = config;
  if (!DEV_SIGN_IN || JWT_SECRET === undefined) return undefined;
  const names = claimNames(config);
  const key = new TextEncoder().encode(JWT_SECRET);
  return ({ accountId, role }) => {
    const token = new SignJWT({
      [names.account]: accountId,
      [names.role]: role,
      [names.subject]: `${role}@${accountId}`,
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt()
      .setExpirationTime(LIFETIME);
    if (JWT_ISSUER !== undefined) token.setIssuer(JWT_ISSUER);
    if (JWT_AUDIENCE !== undefined) token.setAudience(JWT_AUDIENCE);
    return token.sign(key);
  };
}
