import { setImmediate as nextRound } from 'node:timers/promises';

/** Rejection of `inTime`: nothing is known about the work, which may still succeed or fail. */
export class LateError extends Error {
  constructor(ms: number) {
    super(`timed out after ${ms} ms`);
  }
}

/**
 * What `work` returns or throws, if it does so within `ms`; an answer that only waits for the event loop still counts.
 * The work itself continues, and a later failure of it is ignored.
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
    // The second of the two outcomes is ignored.
    work.catch(() => {});
    late.catch(() => {});
  }
}
