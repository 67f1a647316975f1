import { AppError } from '@sluice/core';
import { createMiddleware } from 'hono/factory';
import { bearerToken } from '../auth/bearer.ts';
import type { AppContext, AppEnv } from '../context.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a browser says that the request comes from a page of this very server. `Sec-Fetch-Site` cannot be forged by a
 * page and holds behind any proxy; browsers send it over HTTPS and to localhost. Else `Origin` must name our host.
 */
function isSameOrigin(c: AppContext): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = c.req.header('origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === c.req.header('host');
}

/** No other site may have a browser change anything here with its user's cookie. @throws AppError FORBIDDEN */
export function refuseOtherSites(c: AppContext): void {
  if (SAFE.has(c.req.method) || isSameOrigin(c)) return;
  throw new AppError('FORBIDDEN', 'This request does not come from a page of this server.');
}

/** The same for every request but those with a token in a header, which is nothing that a browser sends by itself. */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (bearerToken(c.req.header('authorization')) === undefined) refuseOtherSites(c);
  return next();
});
