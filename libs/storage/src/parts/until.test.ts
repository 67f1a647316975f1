import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { never } from '../testing/bytes.ts';
import { until } from './until.ts';

const read = async (chunks: AsyncIterable<Uint8Array>) => {
  const seen: number[] = [];
  for await (const chunk of chunks) seen.push(...chunk);
  return seen;
};

describe('until', () => {
  it('yields every chunk', async () => {
    const body = Readable.from([Buffer.from([1, 2]), Buffer.from([3])]);
    expect(await read(until(body, new AbortController().signal))).toEqual([1, 2, 3]);
  });

  it('ends at once when the signal aborts while the body is stuck', async () => {
    const stop = new AbortController();
    const body = async function* () {
      yield new Uint8Array([1]);
      stop.abort(new Error('stop'));
      await never();
    };
    await expect(read(until(body(), stop.signal))).rejects.toThrow('stop');
  });

  it('destroys a stream that waits for data', async () => {
    const stop = new AbortController();
    const body = new Readable({ read: () => stop.abort(new Error('stop')) });
    await expect(read(until(body, stop.signal))).rejects.toThrow('stop');
    expect(body.destroyed).toBe(true);
  });

  it('lets the body clean up when the loop ends early', async () => {
    let cleaned = false;
    const body = async function* () {
      try {
        yield new Uint8Array([1]);
        yield new Uint8Array([2]);
      } finally {
        cleaned = true;
      }
    };
    for await (const _chunk of until(body(), new AbortController().signal)) break;
    await Promise.resolve();
    expect(cleaned).toBe(true);
  });

  it('accepts bodies that are not generators', async () => {
    let left = 3;
    const body = {
      [Symbol.asyncIterator]: () => ({
        next: async () =>
          left-- > 0 ? { done: false, value: new Uint8Array([left]) } : { done: true, value: undefined },
      }),
    } as AsyncIterable<Uint8Array>;
    expect(await read(until(body, new AbortController().signal))).toEqual([2, 1, 0]);
  });
});
