import { isAppError } from '@sluice/core';
import { createMiddleware } from 'hono/factory';
import type { AppContext, AppEnv, Deps } from '../../context.ts';
import { authenticate } from '../../middleware/authenticate.ts';
import { limitFailures } from '../../middleware/rate-limit.ts';

/** Whether a person looks at the answer, who is better sent to the sign-in than told of a header. */
const wantsPage = (c: AppContext): boolean =>
  c.req.method === 'GET' &&
  c.req.header('authorization') === undefined &&
  (c.req.header('accept') ?? '').includes('text/html');

/** Where the dashboard asks who somebody is, and then leads to `path`. */
export const signInUrl = (path: string): string => `/sign-in?next=${encodeURIComponent(path).replaceAll('%2F', '/')}`;

/** Like `authenticate`, but a browser without a session is sent to the dashboard's sign-in and comes back from there. */
export const authenticatePage = (deps: Deps) => {
  const known = limitFailures(deps, authenticate(deps));
  return createMiddleware<AppEnv>(async (c, next) => {
    // Its own refusal leads to the sign-in, not one of what comes after it.
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
