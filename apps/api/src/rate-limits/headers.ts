import { WINDOW_SECONDS } from './limits.ts';
import type { LimitState } from './rate-limiter.ts';

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
