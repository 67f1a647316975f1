import { AppError } from '@sluice/core';
import { createMiddleware } from 'hono/factory';
import { bearerToken } from '../auth/credentials.ts';
import type { AppContext, AppEnv } from '../context.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether the browser reports that the request comes from a page of this server. Pages cannot forge `Sec-Fetch-Site`,
 * and it works behind any proxy; browsers send it over HTTPS and to localhost. Otherwise `Origin` must name our host.
 */
function isSameOrigin(c: AppContext): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = c.req.header('origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === c.req.header('host');
}

/** Refuses changes that another site makes a browser send with its user's cookie. @throws AppError FORBIDDEN */
export function refuseOtherSites(c: AppContext): void {
  if (SAFE.has(c.req.method) || isSameOrigin(c)) return;
  throw new AppError('FORBIDDEN', 'Cross-site request refused: it does not come from a page of this server.');
}

/** The same for every request without a token in a header; browsers never send that header automatically. */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (bearerToken(c.req.header('authorization')) === undefined) refuseOtherSites(c);
  return next();
});
