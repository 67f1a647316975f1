import { AppError, formatCount } from '@sluice/core';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { AppContext } from '../context.ts';
import type { Principal } from './verify-token.ts';

export const CHALLENGE = 'Bearer realm="sluice"';
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** The token of an Authorization header, if it uses the Bearer scheme. */
export const bearerToken = (header: string | undefined): string | undefined => BEARER.exec(header ?? '')?.[1];

export const SESSION_COOKIE = 'sluice_session';
/** Browsers drop cookies above 4,096 bytes, name and attributes included. */
const MAX_TOKEN_LENGTH = 3_800;

/** The attributes for setting and deleting the cookie. Behind a TLS-terminating proxy only its header reveals HTTPS. */
const attributes = (c: AppContext) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'Strict' as const,
  secure: new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https',
});

/** Stores the token in the browser until it expires, out of reach of scripts and other sites. */
export function beginSession(c: AppContext, token: string, { expiresAt }: Principal): void {
  if (token.length > MAX_TOKEN_LENGTH) {
    throw new AppError(
      'UNAUTHENTICATED',
      `The token is longer than ${formatCount(MAX_TOKEN_LENGTH)} characters and does not fit into a cookie.`,
    );
  }
  const left = Math.floor((expiresAt.getTime() - Date.now()) / 1_000);
  // Browsers keep no cookie longer than 400 days (RFC 6265bis), and Hono refuses to set more.
  setCookie(c, SESSION_COOKIE, token, { ...attributes(c), maxAge: Math.min(Math.max(0, left), 400 * 86_400) });
}

export const sessionToken = (c: AppContext): string | undefined => getCookie(c, SESSION_COOKIE);

export const endSession = (c: AppContext): void => void deleteCookie(c, SESSION_COOKIE, attributes(c));
