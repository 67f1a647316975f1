import { setTimeout as delay } from 'node:timers/promises';
import { repeats } from '@sluice/core/testing';

/** Long enough for a busy machine, so that only a failing test reaches it; shorter than the time limit of a test. */
export const PATIENCE_MS = repeats(240_000, 3_000_000);

/** The longest pause between two looks, and its share of the time waited: frequent looks would slow down what they wait for. */
const PAUSE_MS = 1_000;
const PAUSE_SHARE = 0.25;

/**
 * Calls `ask` until it returns something, and returns that: first every `everyMs`, less often the longer it takes. The
 * deadline only ends a failing test.
 * @throws Error that names `what` after `timeoutMs`; what `ask` throws
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  timeoutMs = PATIENCE_MS,
  everyMs = 10,
): Promise<T> {
  const began = Date.now();
  for (let waited = 0; waited < timeoutMs; waited = Date.now() - began) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(Math.max(everyMs, Math.min(PAUSE_MS, waited * PAUSE_SHARE)));
  }
  throw new Error(`${what} did not happen within ${timeoutMs} ms`);
}

/**
 * Reads the state of some work until `accept` returns true. A failed read is repeated: the server may be down.
 * @throws Error with the last state or failure after `timeoutMs`
 */
export async function waitForState<T>(
  what: string,
  ask: () => Promise<T>,
  accept: (state: T) => boolean,
  timeoutMs = PATIENCE_MS,
): Promise<T> {
  let last: unknown;
  const accepted = async (): Promise<T | undefined> => {
    try {
      const state = await ask();
      last = JSON.stringify(state);
      return accept(state) ? state : undefined;
    } catch (error) {
      last = error;
      return undefined;
    }
  };
  return waitFor(what, accepted, timeoutMs, 50).catch((error: Error) => {
    throw new Error(`${error.message}; last: ${last}`);
  });
}
