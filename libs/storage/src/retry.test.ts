import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullJitterMs, retryStrategy } from './retry.ts';

const backoff = { attempts: 4, baseMs: 100, capMs: 1_000 };

describe('full jitter', () => {
  it('is between zero and the exponential step, and never above the cap', () => {
    expect([0, 1, 2, 3, 4, 50].map((retry) => fullJitterMs(retry, backoff, () => 0.999999))).toEqual([
      99, 199, 399, 799, 999, 999,
    ]);
    expect(fullJitterMs(5, backoff, () => 0)).toBe(0);
    fc.assert(
      fc.property(fc.nat(10_000), (retry) => {
        const wait = fullJitterMs(retry, backoff);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThan(backoff.capMs);
      }),
      runs(),
    );
  });
});

describe('the retry strategy', () => {
  it('allows the configured number of attempts for temporary errors', async () => {
    for (const errorType of ['TRANSIENT', 'THROTTLING'] as const) {
      const strategy = retryStrategy(backoff);
      let token = await strategy.acquireInitialRetryToken('');
      for (let retry = 1; retry < backoff.attempts; retry += 1) {
        token = await strategy.refreshRetryTokenForRetry(token, { errorType });
        expect(token.getRetryCount()).toBe(retry);
      }
      await expect(strategy.refreshRetryTokenForRetry(token, { errorType })).rejects.toThrow();
    }
  });

  it('does not retry permanent errors', async () => {
    const strategy = retryStrategy(backoff);
    const token = await strategy.acquireInitialRetryToken('');
    for (const errorType of ['CLIENT_ERROR', 'SERVER_ERROR'] as const) {
      await expect(strategy.refreshRetryTokenForRetry(token, { errorType })).rejects.toThrow();
    }
  });

  it('shares no retry budget between requests, so an outage under load fails none of them early', async () => {
    const strategy = retryStrategy(backoff);
    const first = await strategy.acquireInitialRetryToken('');
    const retries = Array.from({ length: 1_000 }, () =>
      strategy.refreshRetryTokenForRetry(first, { errorType: 'TRANSIENT' }),
    );
    expect(await Promise.all(retries)).toHaveLength(1_000);
  });

  it('waits as long as the server asks, up to the cap', async () => {
    const strategy = retryStrategy(backoff);
    const token = await strategy.acquireInitialRetryToken('');
    const retryAfterHint = new Date(Date.now() + 3_600_000);
    const next = await strategy.refreshRetryTokenForRetry(token, { errorType: 'THROTTLING', retryAfterHint });
    expect(next.getRetryDelay()).toBe(backoff.capMs);
  });
});
