import { SignJWT } from 'jose';
import type { ApiEnv } from '../env.ts';
import type { Role } from './verify-token.ts';

/** How long a development sign-in lasts. */
const LIFETIME = '12h';

/** Makes a token for whoever asks: for development alone. */
export type DevelopmentToken = (who: { readonly accountId: string; readonly role: Role }) => Promise<string>;

type SigningConfig = Pick<ApiEnv, 'DEV_SIGN_IN' | 'JWT_SECRET' | 'JWT_ISSUER' | 'JWT_AUDIENCE'>;

/** Tokens as the verifier of the same configuration takes them; undefined where nobody may sign in without one. */
export function createDevelopmentToken(config: SigningConfig): DevelopmentToken | undefined {
  const { DEV_SIGN_IN, JWT_SECRET, JWT_ISSUER, JWT_AUDIENCE } = config;
  if (!DEV_SIGN_IN || JWT_SECRET === undefined) return undefined;
  const key = new TextEncoder().encode(JWT_SECRET);
  return ({ accountId, role }) => {
    const token = new SignJWT({ account_id: accountId, role })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(`${role}@${accountId}`)
      .setIssuedAt()
      .setExpirationTime(LIFETIME);
    if (JWT_ISSUER !== undefined) token.setIssuer(JWT_ISSUER);
    if (JWT_AUDIENCE !== undefined) token.setAudience(JWT_AUDIENCE);
    return token.sign(key);
  };
}
