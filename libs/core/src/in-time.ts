import { setImmediate as nextRound } from 'node:timers/promises';

/** `inTime` rejects with it. The work may still succeed or fail. */
export class LateError extends Error {
  constructor(ms: number) {
    super(`timed out after ${ms} ms`);
  }
}

/**
 * What `work` returns or throws, if it does so within `ms`. A result that is late only because the event loop was
 * blocked still counts. After the limit the work continues, but its result or failure is ignored.
 * @throws LateError after `ms`
 */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(async () => {
      // After a blocked event loop, timers run before sockets are read.
      await nextRound();
      await nextRound();
      reject(new LateError(ms));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Whichever promise lost the race may reject later.
    work.catch(() => {});
    late.catch(() => {});
  }
}

/**
 * What `work` returns or throws, unless `signal` aborts first and `work` takes more than `graceMs` to end after that. Then
 * the work continues on its own, and `late` receives its result.
 * @throws the signal's reason
 */
export async function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  { graceMs = 0, late }: { readonly graceMs?: number; readonly late?: (result: T) => void } = {},
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let start = (): void => {};
  let left = false;
  const leaving = new Promise<never>((_resolve, reject) => {
    const leave = (): void => {
      left = true;
      reject(signal.reason);
    };
    start = () => {
      timer = setTimeout(leave, graceMs);
    };
    if (signal.aborted) start();
    else signal.addEventListener('abort', start, { once: true });
  });
  work.then((result) => left && late?.(result)).catch(() => {});
  try {
    return await Promise.race([work, leaving]);
  } finally {
    signal.removeEventListener('abort', start);
    clearTimeout(timer);
    leaving.catch(() => {});
  }
}
