import { setImmediate as nextRound } from 'node:timers/promises';

/** Rejects when `work` does not settle within `ms`. A result that only waits for the event loop still counts. */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(async () => {
      // After a blocked event loop, timers run before sockets are read.
      await nextRound();
      await nextRound();
      reject(new Error(`timed out after ${ms} ms`));
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
