import { setImmediate as nextRound } from 'node:timers/promises';

/** Rejects when `work` has not answered within `ms`. An answer that only waits for the event loop still counts. */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(async () => {
      // After a long turn of the loop timers run before sockets are read.
      await nextRound();
      await nextRound();
      reject(new Error(`no answer within ${ms} ms`));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Whichever comes second is nobody's concern.
    work.catch(() => {});
    late.catch(() => {});
  }
}
