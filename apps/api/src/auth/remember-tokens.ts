import { LRUCache } from 'lru-cache';
import type { Principal, VerifyToken } from './verify-token.ts';

/** How long an accepted token is not verified again. A provider's keys are kept longer than that (jose: ten minutes). */
const REMEMBERED_MS = 60_000;
const MAX_TOKENS = 1_000;

/**
 * Remembers accepted tokens for a minute, but never beyond their end: clients send the same token with every request, and
 * verifying it was 8% of what the API did in a profile. Refused ones are verified each time.
 */
export function rememberTokens(verify: VerifyToken, now: () => number = Date.now): VerifyToken {
  // Reads the clock each time; by default only once a millisecond.
  const accepted = new LRUCache<string, Principal>({ max: MAX_TOKENS, perf: { now }, ttlResolution: 0 });
  return async (token) => {
    const known = accepted.get(token);
    if (known) return known;
    const principal = await verify(token);
    // An entry is still good in its last millisecond, a token is not.
    const left = principal.expiresAt.getTime() - now() - 1;
    if (left > 0) accepted.set(token, principal, { ttl: Math.min(REMEMBERED_MS, left) });
    return principal;
  };
}
