import { isAppError } from '@sluice/core';
import { createMiddleware } from 'hono/factory';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { authenticate } from '../../middleware/authenticate.ts';
import { limitFailures } from '../../middleware/rate-limit.ts';

/** Whether the client is a browser: it is redirected to the sign-in page instead of getting a 401. */
const wantsPage = (c: AppContext): boolean =>
  c.req.method === 'GET' &&
  c.req.header('authorization') === undefined &&
  (c.req.header('accept') ?? '').includes('text/html');

/** The dashboard's sign-in page, which then leads to `path`. */
export const signInUrl = (path: string): string => `/sign-in?next=${encodeURIComponent(path).replaceAll('%2F', '/')}`;

/** Like `authenticate`, but redirects a browser without a session to the dashboard's sign-in page and back. */
export const authenticatePage = (deps: Deps) => {
  const known = limitFailures(deps, authenticate(deps));
  return createMiddleware<AppEnv>(async (c, next) => {
    // Only a refusal by `authenticate` itself redirects, not one by a later handler.
    let admitted = false;
    try {
      await known(c, async () => {
        admitted = true;
      });
    } catch (error) {
      if (!isAppError(error) || error.code !== 'UNAUTHENTICATED' || !wantsPage(c)) throw error;
      return c.redirect(signInUrl(new URL(c.req.url).pathname), 303);
    }
    if (admitted) await next();
  });
};
