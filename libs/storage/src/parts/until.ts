import { Readable } from 'node:stream';

/**
 * The chunks of `body` until `signal` aborts, which rejects with its reason at once, even when the body is stuck.
 * The body is released however the loop ends.
 */
export async function* until(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  let interrupt: ((reason: unknown) => void) | undefined;
  const onAbort = () => interrupt?.(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  let ended = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const result = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        interrupt = reject;
        iterator.next().then(resolve, (error) => {
          ended = true;
          reject(error);
        });
      });
      if (result.done) {
        ended = true;
        return;
      }
      if (!(result.value instanceof Uint8Array)) throw new TypeError('The body of putStream must yield bytes.');
      yield result.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not awaited: a stuck generator handles return() only when it wakes.
    if (!ended) void Promise.resolve(iterator.return?.()).catch(() => {});
    if (!ended && body instanceof Readable) body.destroy();
  }
}
