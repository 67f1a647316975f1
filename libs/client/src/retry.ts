import { errorOf, networkError, retryAfterOf, type SluiceError } from './error.ts';
import { backoff, wait } from './wait.ts';

export interface RetryOptions {
  /** Attempts in total; 1 means no retry. */
  readonly attempts: number;
  readonly baseMs: number;
  /** Longest pause; a longer Retry-After ends the retries. */
  readonly maxWaitMs: number;
}

export const defaultRetry: RetryOptions = { attempts: 5, baseMs: 300, maxWaitMs: 30_000 };

/** Called before each pause, to show why the call waits. */
export type OnRetry = (again: { readonly error: SluiceError; readonly waitMs: number }) => void;

export interface RetryingFetchOptions {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly retry: RetryOptions;
  readonly onRetry?: OnRetry | undefined;
}

/** Statuses of temporary errors. */
const PASSING = new Set([429, 502, 503, 504]);
const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
/** POSTs that are safe to repeat because the content's hash is the key. */
const REPEATABLE_POST = /\/api\/v1\/upload\//;

/** Whether the call can be repeated safely. */
export function isRepeatable(request: Request): boolean {
  // The first attempt consumes the body of a form.
  if (request.headers.get('content-type')?.startsWith('multipart/')) return false;
  if (IDEMPOTENT.has(request.method)) return true;
  return request.headers.has('idempotency-key') || REPEATABLE_POST.test(request.url);
}

/** 409 with Retry-After: the first attempt of this call is still running. */
const mayPass = (response: Response): boolean =>
  PASSING.has(response.status) || (response.status === 409 && response.headers.has('retry-after'));

/**
 * fetch with retries: honors Retry-After and throws for every response of 400 and above.
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
