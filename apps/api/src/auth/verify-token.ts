import { webcrypto } from 'node:crypto';
import { AppError } from '@sluice/core';
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
  account_id: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'expected 1 to 64 printable ASCII characters'),
  sub: z.string().min(1).max(255),
  role: z.enum(roles),
  exp: z.number(),
});

/** Seconds by which the clocks of the issuer and the API may differ. */
const CLOCK_TOLERANCE = 5;
/** Public-key algorithms only, so that a token with HS256 is never verified with a public key as its secret. */
const PUBLIC_KEY_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

type KeyConfig = Pick<ApiEnv, 'JWT_SECRET' | 'JWT_JWKS_URL' | 'JWT_ISSUER' | 'JWT_AUDIENCE'>;

/** One verifier for one family of algorithms, chosen by the configuration and never by the token. */
export function createTokenVerifier(config: KeyConfig): VerifyToken {
  const options: JWTVerifyOptions = {
    algorithms: config.JWT_SECRET ? ['HS256'] : PUBLIC_KEY_ALGORITHMS,
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE,
    ...(config.JWT_ISSUER ? { issuer: config.JWT_ISSUER } : {}),
    ...(config.JWT_AUDIENCE ? { audience: config.JWT_AUDIENCE } : {}),
  };
  const verify = signatureCheck(config, options);
  return async (token) => {
    const payload = await verify(token).catch((error: unknown) => Promise.reject(refusal(error, config)));
    const parsed = claims.safeParse(payload);
    if (!parsed.success) {
      const wrong = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
      throw unauthenticated(`the token has missing or invalid claims: ${wrong}`, parsed.error);
    }
    const { account_id, sub, role, exp } = parsed.data;
    return { accountId: account_id, subject: sub, role, expiresAt: new Date(exp * 1_000) };
  };
}

function signatureCheck(config: KeyConfig, options: JWTVerifyOptions): (token: string) => Promise<JWTPayload> {
  if (config.JWT_SECRET) {
    // Imported once: given raw bytes, jose would import the key for every token.
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    const secret = webcrypto.subtle.importKey('raw', Buffer.from(config.JWT_SECRET), hmac, false, ['verify']);
    return async (token) => (await jwtVerify(token, await secret, options)).payload;
  }
  const keys = createRemoteJWKSet(new URL(config.JWT_JWKS_URL ?? ''));
  return async (token) => (await jwtVerify(token, keys, options)).payload;
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
