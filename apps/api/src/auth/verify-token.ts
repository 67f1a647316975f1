import { webcrypto } from 'node:crypto';
import { AppError } from '@sluice/core';
import { EVERY_ACCOUNT } from '@sluice/db';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import type { ApiEnv } from '../env.ts';

export const roles = ['viewer', 'member', 'operator'] as const;
export type Role = (typeof roles)[number];

/** The caller, according to the token. */
export interface Principal {
  readonly accountId: string;
  readonly subject: string;
  readonly role: Role;
  readonly expiresAt: Date;
}

/** @throws AppError UNAUTHENTICATED, or IDENTITY_UNAVAILABLE when the provider's keys cannot be fetched */
export type VerifyToken = (token: string) => Promise<Principal>;

const claims = z.object({
  account: z
    .string()
    .regex(/^[\x21-\x7e]{1,64}$/)
    // In requests of operators it stands for every account.
    .refine((account) => account !== EVERY_ACCOUNT),
  subject: z.string().min(1).max(255),
  role: z.enum(roles),
  exp: z.number(),
  iat: z.number().optional(),
});

/** Seconds by which the clocks of the issuer and the API may differ. */
const CLOCK_TOLERANCE = 5;
/** Public-key algorithms only, so that a token with HS256 is never verified with a public key as its secret. */
const PUBLIC_KEY_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

type KeyConfig = Partial<
  Pick<
    ApiEnv,
    | 'JWT_SECRET'
    | 'JWT_SECRET_PREVIOUS'
    | 'JWT_JWKS_URL'
    | 'JWT_ISSUER'
    | 'JWT_AUDIENCE'
    | 'JWT_MAX_AGE_SECONDS'
    | 'JWT_CLAIM_ACCOUNT'
    | 'JWT_CLAIM_SUBJECT'
    | 'JWT_CLAIM_ROLE'
  >
>;

/** The names of the claims that say who the caller is. */
export const claimNames = ({ JWT_CLAIM_ACCOUNT, JWT_CLAIM_SUBJECT, JWT_CLAIM_ROLE }: KeyConfig) => ({
  account: JWT_CLAIM_ACCOUNT ?? 'account_id',
  subject: JWT_CLAIM_SUBJECT ?? 'sub',
  role: JWT_CLAIM_ROLE ?? 'role',
});

/** One verifier for one family of algorithms, chosen by the configuration and never by the token. */
export function createTokenVerifier(config: KeyConfig): VerifyToken {
  const maxAge = config.JWT_MAX_AGE_SECONDS;
  const options: JWTVerifyOptions = {
    algorithms: config.JWT_SECRET ? ['HS256'] : PUBLIC_KEY_ALGORITHMS,
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE,
    ...(config.JWT_ISSUER ? { issuer: config.JWT_ISSUER } : {}),
    ...(config.JWT_AUDIENCE ? { audience: config.JWT_AUDIENCE } : {}),
    ...(maxAge ? { maxTokenAge: maxAge } : {}),
  };
  const names = claimNames(config);
  const verify = signatureCheck(config, options);
  return async (token) => {
    const payload = await verify(token).catch((error: unknown) => Promise.reject(refusal(error, config)));
    const { exp, iat } = payload;
    const found = Object.entries(names).map(([what, name]) => [what, claimAt(payload, name)]);
    const parsed = claims.safeParse({ ...Object.fromEntries(found), exp, iat });
    if (!parsed.success) {
      const wrong = parsed.error.issues.map(({ path: [what] }) => names[what as keyof typeof names] ?? what).join(', ');
      throw unauthenticated(`the token has missing or invalid claims: ${wrong}`, parsed.error);
    }
    const { account: accountId, subject, role } = parsed.data;
    const end =
      maxAge && parsed.data.iat !== undefined ? Math.min(parsed.data.exp, parsed.data.iat + maxAge) : parsed.data.exp;
    return { accountId, subject, role, expiresAt: new Date(end * 1_000) };
  };
}

/** A claim by its name or, where no claim has that name, by a path such as `realm.account`. */
function claimAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      payload,
    );
}

function signatureCheck(config: KeyConfig, options: JWTVerifyOptions): (token: string) => Promise<JWTPayload> {
  const { JWT_SECRET, JWT_SECRET_PREVIOUS } = config;
  if (JWT_SECRET) {
    const current = hmacCheck(JWT_SECRET, options);
    if (!JWT_SECRET_PREVIOUS) return current;
    const previous = hmacCheck(JWT_SECRET_PREVIOUS, options);
    return (token) =>
      current(token).catch((error: unknown) => {
        if (error instanceof errors.JWSSignatureVerificationFailed) return previous(token);
        throw error;
      });
  }
  const keys = createRemoteJWKSet(new URL(config.JWT_JWKS_URL ?? ''));
  return async (token) => (await jwtVerify(token, keys, options)).payload;
}

function hmacCheck(secret: string, options: JWTVerifyOptions): (token: string) => Promise<JWTPayload> {
  // Imported once: given raw bytes, jose would import the key for every token.
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = webcrypto.subtle.importKey('raw', Buffer.from(secret), hmac, false, ['verify']);
  return async (token) => (await jwtVerify(token, await key, options)).payload;
}

const unauthenticated = (why: string, cause: unknown): AppError =>
  new AppError('UNAUTHENTICATED', `Authentication failed: ${why}.`, { cause });

/** Reasons that may be shown to a client, by jose's error classes; the rest means that the provider is unreachable. */
function refusal(error: unknown, config: KeyConfig): AppError {
  if (error instanceof errors.JWTExpired) return unauthenticated('the token has expired', error);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthenticated(`the token's claim "${error.claim}" is missing or invalid`, error);
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return unauthenticated("the token's algorithm is not allowed", error);
  if (config.JWT_SECRET || isTokensFault(error)) {
    return unauthenticated('the token or its signature is invalid', error);
  }
  return new AppError(
    'IDENTITY_UNAVAILABLE',
    "The identity provider's keys could not be fetched. Try again in a moment.",
    {
      retryable: true,
      cause: error,
    },
  );
}

/** jose's generic code, a timeout and an invalid key set come from fetching the keys; its other codes from the token. */
function isTokensFault(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false;
  return !['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'].includes(error.code);
}
