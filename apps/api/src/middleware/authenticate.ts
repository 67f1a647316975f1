import { AppError, isAppError } from '@sluice/core';
import { createMiddleware } from 'hono/factory';
import { bearerToken, CHALLENGE } from '../auth/bearer.ts';
import { endSession, sessionToken } from '../auth/session-cookie.ts';
import { type Principal, type Role, roles, type VerifyToken } from '../auth/verify-token.ts';
import type { AppContext, AppEnv, Deps } from '../context.ts';
import { refuseOtherSites } from './same-origin.ts';

const INVALID = `${CHALLENGE}, error="invalid_token"`;

/** The token of a program. @throws AppError UNAUTHENTICATED */
function tokenOfHeader(c: AppContext, header: string): string {
  const token = bearerToken(header);
  if (token !== undefined) return token;
  c.header('WWW-Authenticate', INVALID);
  throw new AppError('UNAUTHENTICATED', 'The Authorization header is not "Bearer <JWT>".');
}

/** The token of somebody who has signed in with a browser. @throws AppError UNAUTHENTICATED, FORBIDDEN */
function tokenOfCookie(c: AppContext): string {
  const token = sessionToken(c);
  if (token === undefined) {
    c.header('WWW-Authenticate', CHALLENGE);
    throw new AppError('UNAUTHENTICATED', 'Sign in, or send a token: Authorization: Bearer <JWT>.');
  }
  refuseOtherSites(c);
  return token;
}

/**
 * Finds out who is asking: from `Authorization: Bearer`, or where there is no such header from the cookie of the
 * session, which a browser sends by itself and which therefore changes nothing for other sites.
 * @throws AppError UNAUTHENTICATED, with WWW-Authenticate set; FORBIDDEN
 */
export const authenticate = ({ verifyToken }: Pick<Deps, 'verifyToken'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const header = c.req.header('authorization');
    const token = header === undefined ? tokenOfCookie(c) : tokenOfHeader(c, header);
    c.set('principal', await accept(c, verifyToken, token));
    await next();
  });

/** Who the token stands for. One that is not accepted is forgotten, too. @throws like `verifyToken` */
export const accept = (c: AppContext, verifyToken: VerifyToken, token: string): Promise<Principal> =>
  verifyToken(token).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'UNAUTHENTICATED') {
      c.header('WWW-Authenticate', INVALID);
      if (token === sessionToken(c)) endSession(c);
    }
    throw error;
  });

/** Lets through whoever has at least this role. @throws AppError FORBIDDEN */
export const requireRole = (needed: Role) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const { role } = c.var.principal;
    if (roles.indexOf(role) < roles.indexOf(needed)) {
      throw new AppError('FORBIDDEN', `This needs the role ${needed}; the token says ${role}.`);
    }
    await next();
  });
