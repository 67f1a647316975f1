import { SignJWT } from 'jose';
import { usageError } from './exit-codes.ts';

export const roles = ['viewer', 'member', 'operator'] as const;
export type Role = (typeof roles)[number];

export interface DevelopmentClaims {
  readonly account: string;
  readonly role: Role;
  readonly subject?: string | undefined;
  /** Number and unit: 30m, 24h, 7d. */
  readonly expires: string;
}

/** A token as an installation with JWT_SECRET takes it. For development: elsewhere an identity provider makes them. */
export function signToken(
  env: Readonly<Record<string, string | undefined>>,
  { account, role, subject = `${role}@${account}`, expires }: DevelopmentClaims,
): Promise<string> {
  const { JWT_SECRET: secret, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = env;
  if (!secret) {
    throw usageError('JWT_SECRET is not set: tokens can be made only where the secret of the installation is known.');
  }
  if (!/^\d+[smhd]$/.test(expires))
    throw usageError(`--expires ${expires}: a number and a unit, such as 30m, 24h or 7d.`);
  const token = new SignJWT({ account_id: account, role })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(expires);
  if (issuer) token.setIssuer(issuer);
  if (audience) token.setAudience(audience);
  return token.sign(new TextEncoder().encode(secret));
}
