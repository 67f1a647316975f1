import type { S3ClientConfig } from '@aws-sdk/client-s3';

type AnyStrategy = NonNullable<S3ClientConfig['retryStrategy']>;
type RetryStrategy = Extract<AnyStrategy, { acquireInitialRetryToken: unknown }>;

export interface Backoff {
  /** Including the first attempt. */
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
}

/**
 * How long to wait before retry number `retry` (from 0): exponential backoff with full jitter.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function fullJitterMs(retry: number, { baseMs, capMs }: Backoff, random = Math.random): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** Math.min(retry, 52)));
}

const token = (count: number, delay: number) => ({ getRetryCount: () => count, getRetryDelay: () => delay });

/**
 * Replaces the SDK's standard strategy, which has a fixed cap and shares a budget of about 35 retries among all
 * requests of a client, so that a short outage under load fails most of them at once.
 */
export function retryStrategy(backoff: Backoff): RetryStrategy {
  return {
    acquireInitialRetryToken: async () => token(0, 0),
    refreshRetryTokenForRetry: async (previous, { errorType, retryAfterHint }) => {
      const retry = previous.getRetryCount();
      const isTemporary = errorType === 'TRANSIENT' || errorType === 'THROTTLING';
      if (!isTemporary || retry + 1 >= backoff.attempts) throw new Error('no attempt left');
      const hinted = retryAfterHint ? retryAfterHint.getTime() - Date.now() : 0;
      return token(retry + 1, Math.max(fullJitterMs(retry, backoff), Math.min(hinted, backoff.capMs)));
    },
    recordSuccess: () => {},
  };
}
