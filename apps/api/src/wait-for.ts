import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@sluice/core';
import { requestError } from './problem.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/**
 * Retries `reach` until it succeeds and logs what it waits for. Errors that waiting cannot fix (a wrong password, a
 * missing bucket) are thrown immediately, as is the reason of `signal`.
 */
export async function waitFor<T>(
  name: string,
  reach: () => Promise<T>,
  { logger, signal }: { logger: Logger; signal: AbortSignal },
): Promise<T> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await reach();
    } catch (error) {
      const known = requestError(error);
      if (!known.retryable || known.code === 'INTERNAL') throw error;
      logger.warn({ waiting_for: name, reason: known.message, retry_in_ms: wait }, `waiting for ${name}`);
    }
    await delay(wait, undefined, { signal });
  }
}
