import { errorOf, networkError, retryAfterOf, type SluiceError } from './error.ts';
import { backoff, wait } from './wait.ts';

export interface RetryOptions {
  /** Tries in all; 1 is none again. */
  readonly attempts: number;
  readonly baseMs: number;
  /** Longest pause; a server that asks for a longer one is not asked again. */
  readonly maxWaitMs: number;
}

export const defaultRetry: RetryOptions = { attempts: 5, baseMs: 300, maxWaitMs: 30_000 };

/** Told before each pause, so that somebody who waits can be told why. */
export type OnRetry = (again: { readonly error: SluiceError; readonly waitMs: number }) => void;

export interface RetryingFetchOptions {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly retry: RetryOptions;
  readonly onRetry?: OnRetry | undefined;
}

/** Answers that the same call may not get a moment later. */
const PASSING = new Set([429, 502, 503, 504]);
const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
/** POSTs that may come twice by what they are: the content's hash is the key. */
const REPEATABLE_POST = /\/api\/v1\/upload\//;

/** Whether the call may be made again without doing anything twice. */
export function isRepeatable(request: Request): boolean {
  // The bytes of a form have gone with the first try.
  if (request.headers.get('content-type')?.startsWith('multipart/')) return false;
  if (IDEMPOTENT.has(request.method)) return true;
  return request.headers.has('idempotency-key') || REPEATABLE_POST.test(request.url);
}

/** 409 with Retry-After: the first try of this very call is still running. */
const mayPass = (response: Response): boolean =>
  PASSING.has(response.status) || (response.status === 409 && response.headers.has('retry-after'));

/**
 * fetch that tries again what may pass, honours Retry-After, and throws for every answer of 400 and above.
 * @throws SluiceError
 */
export async function retryingFetch(
  request: Request,
  { fetch, retry, onRetry }: RetryingFetchOptions,
): Promise<Response> {
  const attempts = isRepeatable(request) ? retry.attempts : 1;
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= attempts;
    let failure: unknown;
    let pauseMs = backoff(attempt, retry.baseMs, retry.maxWaitMs);
    try {
      const response = await fetch(isLast ? request : request.clone());
      if (response.status < 400) return response;
      failure = await errorOf(response);
      if (isLast || !mayPass(response)) throw failure;
      pauseMs = Math.max(pauseMs, (retryAfterOf(response) ?? 0) * 1_000);
    } catch (error) {
      failure = networkError(error, request.url);
      if (isLast || error === failure) throw failure;
    }
    if (pauseMs > retry.maxWaitMs) throw failure;
    onRetry?.({ error: failure as SluiceError, waitMs: pauseMs });
    await wait(pauseMs, request.signal);
  }
}
