import { AppError } from '@sluice/core';
import { createMiddleware } from 'hono/factory';
import { type Role, roles } from '../auth/verify-token.ts';
import type { AppEnv, Deps } from '../context.ts';

export const CHALLENGE = 'Bearer realm="sluice"';
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** The token of an Authorization header, if it is one of ours to read. */
export const bearerToken = (header: string | undefined): string | undefined => BEARER.exec(header ?? '')?.[1];

/** Finds out who is asking, from `Authorization: Bearer`. @throws AppError UNAUTHENTICATED, with WWW-Authenticate set. */
export const authenticate = ({ verifyToken }: Pick<Deps, 'verifyToken'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const header = c.req.header('authorization');
    if (header === undefined) {
      c.header('WWW-Authenticate', CHALLENGE);
      throw new AppError('UNAUTHENTICATED', 'Send a token: Authorization: Bearer <JWT>.');
    }
    const token = bearerToken(header);
    const invalid = `${CHALLENGE}, error="invalid_token"`;
    if (token === undefined) {
      c.header('WWW-Authenticate', invalid);
      throw new AppError('UNAUTHENTICATED', 'The Authorization header is not "Bearer <JWT>".');
    }
    const principal = await verifyToken(token).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED') c.header('WWW-Authenticate', invalid);
      throw error;
    });
    c.set('principal', principal);
    await next();
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
