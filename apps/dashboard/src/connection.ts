import { isSluiceError } from '@sluice/client';

/** Whether an error means that Sluice did not answer: nothing did, or a proxy answered in its place. */
export const isUnreachable = (error: unknown): boolean =>
  isSluiceError(error) && (error.code === 'NETWORK' || (error.code === 'UNEXPECTED_ANSWER' && error.status >= 500));

/** Whether an error comes from an outage, which the banner explains, rather than from the request. */
export const isOutage = (error: unknown): boolean =>
  isUnreachable(error) || (isSluiceError(error) && error.status === 503);

/**
 * After how many milliseconds a page loads again what was refused for a while, because all workers may be busy although nothing
 * is down; false if the error does not say.
 */
export const againAfter = (error: unknown): number | false =>
  isSluiceError(error) && error.retryAfterSeconds !== undefined ? error.retryAfterSeconds * 1_000 : false;

type Listener = () => void;

/** A signal that any part of the dashboard may give or wait for. */
function createSignal(): { give: Listener; on: (listener: Listener) => Listener } {
  const listeners = new Set<Listener>();
  return {
    give: () => {
      for (const listener of [...listeners]) listener();
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A request failed: the banner checks immediately instead of at its next interval. */
export const trouble = createSignal();

/** Something that was down is back: pages reload what they could not show. */
export const recovery = createSignal();

let isReachable = true;

/** The banner reports what it has found. */
export const noteReachable = (reachable: boolean): void => {
  isReachable = reachable;
};

const PAUSE_MS = 1_000;
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/**
 * Loads a part of the dashboard. While the server is unreachable it waits instead of failing: the page that was open stays,
 * with the banner above it. Browsers remember that a module could not be fetched, so it is not requested while that would fail.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  while (!isReachable && !(await isServerThere())) await pause();
  try {
    return await load();
  } catch {
    trouble.give();
    while (!(await isServerThere())) await pause();
    return load();
  }
}

/** Whether a part could not be loaded: the server has another version by now, or the browser remembers an outage. */
export const isPartMissing = (error: unknown): boolean =>
  error instanceof TypeError && /module script|dynamically imported module/i.test(error.message);

const isServerThere = (): Promise<boolean> =>
  fetch('/health/live', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
