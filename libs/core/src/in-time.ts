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
