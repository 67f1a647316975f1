import { AppError, formatCount, isAppError } from '@sluice/core';
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppContext, AppEnv, Deps } from '../context.ts';
import { addressKey, clientAddress } from '../rate-limits/client-address.ts';
import { type LimitName, limits, WINDOW_SECONDS } from '../rate-limits/limits.ts';
import type { LimitState } from '../rate-limits/rate-limiter.ts';

type Limited = Pick<Deps, 'rateLimiter' | 'metrics' | 'limits'>;

/**
 * Limits requests per minute and account. `requests` applies to all routes; a route with a further limit names it in its
 * own list, after `requireRole` and before `idempotency`:
 * `middleware: [requireRole('member'), limited(deps, 'uploads'), idempotency(deps)]`. @throws AppError RATE_LIMITED
 */
export const limited = (deps: Limited, name: Exclude<LimitName, 'failed_auth'>) =>
  createMiddleware<AppEnv>(async (c, next) => {
    await countOrRefuse(c, deps, name, c.get('principal').accountId);
    await next();
  });

/**
 * Runs `inner`, which authenticates, and counts rejected credentials per address. Valid credentials are accepted from any
 * address at any time, so that others behind the same address cannot lock their owner out.
 * @throws AppError RATE_LIMITED instead of UNAUTHENTICATED
 */
export const limitFailures =
  (deps: Limited, inner: MiddlewareHandler<AppEnv>): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    try {
      return await inner(c, next);
    } catch (error) {
      if (isAppError(error) && error.code === 'UNAUTHENTICATED') await countFailedAuth(c, deps);
      throw error;
    }
  };

/** Counts rejected credentials. @throws AppError RATE_LIMITED */
export async function countFailedAuth(c: AppContext, deps: Limited): Promise<void> {
  // Without a socket (app.request in a unit test) there is no address to count.
  if (c.env?.incoming === undefined) return;
  await countOrRefuse(c, deps, 'failed_auth', addressKey(clientAddress(c.env.incoming, deps.limits.trustedProxies)));
}

async function countOrRefuse(c: AppContext, { rateLimiter, metrics }: Limited, name: LimitName, key: string) {
  const state = await rateLimiter.count(name, key);
  if (!state) return;
  const applied = [...(c.get('rateLimits') ?? []), state];
  c.set('rateLimits', applied);
  for (const [header, value] of Object.entries(rateLimitHeaders(applied))) c.header(header, value);
  if (!state.exceeded) return;
  metrics.rateLimited.inc({ limit: name });
  throw refusal(state);
}

const refusal = ({ name, quota, resetSeconds }: LimitState): AppError =>
  new AppError(
    'RATE_LIMITED',
    `The limit of ${formatCount(quota)} ${limits[name]} per minute is reached. Try again in ${resetSeconds} s.`,
    { retryable: true, context: { limit: name, retryAfterSeconds: resetSeconds } },
  );

/** The limit that will be reached first. */
export const tightest = (states: readonly LimitState[]): LimitState | undefined =>
  states.toSorted((a, b) => Number(b.exceeded) - Number(a.exceeded) || a.remaining - b.remaining)[0];

/**
 * Rate limit headers. `RateLimit-Policy` and `RateLimit` list every limit that applied, as in
 * draft-ietf-httpapi-ratelimit-headers-08 and later; the other three follow drafts up to 06, which most clients read, and
 * only have room for the tightest limit.
 */
export function rateLimitHeaders(states: readonly LimitState[]): Record<string, string> {
  const first = tightest(states);
  if (!first) return {};
  return {
    'RateLimit-Limit': String(first.quota),
    'RateLimit-Remaining': String(first.remaining),
    'RateLimit-Reset': String(first.resetSeconds),
    'RateLimit-Policy': states.map(({ name, quota }) => `"${name}";q=${quota};w=${WINDOW_SECONDS}`).join(', '),
    RateLimit: states.map(({ name, remaining, resetSeconds: t }) => `"${name}";r=${remaining};t=${t}`).join(', '),
  };
}
