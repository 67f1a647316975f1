import { AppError, isAppError } from '@sluice/core';
import { createMiddleware } from 'hono/factory';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { bearerToken, CHALLENGE } from '../../middleware/authenticate.ts';
import { endSession, sessionToken, verifyOperator } from './session.ts';

/** Whether a person looks at the answer, who is better sent to the login page than told of a header. */
const wantsPage = (c: AppContext): boolean =>
  c.req.method === 'GET' &&
  c.req.header('authorization') === undefined &&
  (c.req.header('accept') ?? '').includes('text/html');

/** Lets operators through, by the cookie of the login page or by `Authorization`; sends browsers to that page. */
export const requireOperator = ({ verifyToken }: Pick<Deps, 'verifyToken'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const token = bearerToken(c.req.header('authorization')) ?? sessionToken(c);
    try {
      if (token === undefined) throw new AppError('UNAUTHENTICATED', 'Log in as an operator at /admin/login.');
      c.set('principal', await verifyOperator(verifyToken, token));
    } catch (error) {
      if (!isAppError(error) || error.code !== 'UNAUTHENTICATED') throw error;
      if (sessionToken(c) !== undefined) endSession(c);
      if (wantsPage(c)) return c.redirect('/admin/login', 303);
      c.header('WWW-Authenticate', CHALLENGE);
      throw error;
    }
    return next();
  });
