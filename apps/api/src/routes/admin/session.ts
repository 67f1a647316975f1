import { AppError } from '@sluice/core';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Principal, VerifyToken } from '../../auth/verify-token.ts';
import type { AppContext } from '../../context.ts';

const NAME = 'sluice_operator';
const PATH = '/admin';
/** A browser that is left alone forgets its operator after an hour, and never remembers one beyond the token's end. */
const MAX_SECONDS = 3_600;
/** Browsers drop cookies above 4,096 bytes, name and attributes included. */
const MAX_TOKEN_LENGTH = 3_800;

/** An operator, as a token says it. @throws AppError UNAUTHENTICATED, FORBIDDEN for any other role */
export async function verifyOperator(verifyToken: VerifyToken, token: string): Promise<Principal> {
  const principal = await verifyToken(token);
  if (principal.role === 'operator') return principal;
  throw new AppError('FORBIDDEN', `This needs the role operator; the token says ${principal.role}.`);
}

/** The attributes that the cookie is set and deleted with. Behind a proxy that ends TLS, only the proxy knows of it. */
const attributes = (c: AppContext) => ({
  path: PATH,
  httpOnly: true,
  sameSite: 'Strict' as const,
  secure: new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https',
});

/** Keeps the token in the browser, out of reach of any script and of any other site. */
export function beginSession(c: AppContext, token: string, { expiresAt }: Principal): void {
  if (token.length > MAX_TOKEN_LENGTH) {
    throw new AppError(
      'UNAUTHENTICATED',
      `The token is longer than ${MAX_TOKEN_LENGTH} characters; no cookie holds it.`,
    );
  }
  const left = Math.floor((expiresAt.getTime() - Date.now()) / 1_000);
  setCookie(c, NAME, token, { ...attributes(c), maxAge: Math.max(0, Math.min(left, MAX_SECONDS)) });
}

export const sessionToken = (c: AppContext): string | undefined => getCookie(c, NAME);

export const endSession = (c: AppContext): void => void deleteCookie(c, NAME, attributes(c));
