import { AppError, isAppError } from '@sluice/core';
import { createMiddleware } from 'hono/factory';
import { bearerToken, CHALLENGE, endSession, sessionToken } from '../auth/credentials.ts';
import { type Principal, type Role, roles, type VerifyToken } from '../auth/verify-token.ts';
import type { AppContext, AppEnv, Deps } from '../context.ts';
import { refuseOtherSites } from './same-origin.ts';

const INVALID = `${CHALLENGE}, error="invalid_token"`;

/** The token from the Authorization header. @throws AppError UNAUTHENTICATED */
function tokenOfHeader(c: AppContext, header: string): string {
  const token = bearerToken(header);
  if (token !== undefined) return token;
  c.header('WWW-Authenticate', INVALID);
  throw new AppError('UNAUTHENTICATED', 'The Authorization header must be "Bearer <JWT>".');
}

/** The token from the session cookie. @throws AppError UNAUTHENTICATED, FORBIDDEN */
function tokenOfCookie(c: AppContext): string {
  const token = sessionToken(c);
  if (token === undefined) {
    c.header('WWW-Authenticate', CHALLENGE);
    throw new AppError('UNAUTHENTICATED', 'Sign in or send a token: Authorization: Bearer <JWT>.');
  }
  refuseOtherSites(c);
  return token;
}

/**
 * Identifies the caller by `Authorization: Bearer` or, without that header, by the session cookie. Browsers send the
 * cookie automatically, so with it only same-origin requests may change anything.
 * @throws AppError UNAUTHENTICATED, with WWW-Authenticate set; FORBIDDEN
 */
export const authenticate = ({ verifyToken }: Pick<Deps, 'verifyToken'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const header = c.req.header('authorization');
    const token = header === undefined ? tokenOfCookie(c) : tokenOfHeader(c, header);
    c.set('principal', await accept(c, verifyToken, token));
    await next();
  });

/** The caller of the token. A rejected session cookie is deleted. @throws like `verifyToken` */
export const accept = (c: AppContext, verifyToken: VerifyToken, token: string): Promise<Principal> =>
  verifyToken(token).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'UNAUTHENTICATED') {
      c.header('WWW-Authenticate', INVALID);
      if (token === sessionToken(c)) endSession(c);
    }
    throw error;
  });

/** Allows callers with at least this role. @throws AppError FORBIDDEN */
export const requireRole = (needed: Role) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const { role } = c.get('principal');
    if (roles.indexOf(role) < roles.indexOf(needed)) {
      throw new AppError('FORBIDDEN', `This requires the role ${needed}; your token has the role ${role}.`);
    }
    await next();
  });
