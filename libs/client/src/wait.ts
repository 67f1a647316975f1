/** Waits; rejects with the signal's reason when it is aborted. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** Milliseconds to wait after `failures` failed attempts: exponential and capped; half is random, to spread clients. */
export const backoff = (failures: number, baseMs: number, capMs: number): number =>
  Math.min(capMs, baseMs * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
