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

/** The names of the claims that say who the caller is. */
export const claimNames = (env: Readonly<Record<string, string | undefined>>) => ({
  account: env.JWT_CLAIM_ACCOUNT || 'account_id',
  subject: env.JWT_CLAIM_SUBJECT || 'sub',
  role: env.JWT_CLAIM_ROLE || 'role',
});

/** Signs a token for an installation with JWT_SECRET. For development; in production an identity provider issues tokens. */
export function signToken(
  env: Readonly<Record<string, string | undefined>>,
  { account, role, subject = `${role}@${account}`, expires }: DevelopmentClaims,
): Promise<string> {
  const { JWT_SECRET: secret, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = env;
  if (account === '*') throw usageError('The account * stands for every account and is reserved. Give another name.');
  if (env.JWT_JWKS_URL) throw usageError('JWT_JWKS_URL is set: the identity provider behind it issues the tokens.');
  if (!secret) {
    throw usageError('JWT_SECRET is not set. Creating tokens needs the secret of the installation.');
  }
  if (!/^\d+[smhd]$/.test(expires))
    throw usageError(`Invalid --expires ${expires}. Give a number and a unit, such as 30m, 24h or 7d.`);
  const names = claimNames(env);
  const token = new SignJWT({ [names.account]: account, [names.role]: role, [names.subject]: subject })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime(expires);
  if (issuer) token.setIssuer(issuer);
  if (audience) token.setAudience(audience);
  return token.sign(new TextEncoder().encode(secret));
}
