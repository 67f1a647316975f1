import { describe, expect, it } from 'vitest';
import { Batcher } from './batcher.ts';

describe('Batcher', () => {
  it('writes items that were added together in one batch, in order', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number>({
      delayMs: 1,
      maxBatch: 3,
      write: async (items) => void batches.push([...items]),
      onError: () => {},
    });
    for (let n = 0; n < 7; n++) expect(batcher.add(n)).toBe(true);
    await batcher.settled();
    expect(batches).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    batcher.add(7);
    await batcher.settled();
    expect(batches.at(-1)).toEqual([7]);
    await batcher.settled();
  });

  it('continues after a failed batch', async () => {
    const written: number[] = [];
    const lost: number[] = [];
    const batcher = new Batcher<number>({
      delayMs: 1,
      maxBatch: 1,
      write: async ([item]) => {
        if (item === 1) throw new Error('no');
        written.push(item ?? -1);
      },
      onError: (_error, items) => lost.push(...items),
    });
    for (let n = 0; n < 3; n++) batcher.add(n);
    await batcher.settled();
    expect([written, lost]).toEqual([[0, 2], [1]]);
  });

  it('refuses items beyond its limit', async () => {
    const batcher = new Batcher<number>({ delayMs: 1, maxWaiting: 1, write: async () => {}, onError: () => {} });
    expect([batcher.add(1), batcher.add(2)]).toEqual([true, false]);
    await batcher.settled();
    expect(batcher.add(3)).toBe(true);
    await batcher.settled();
  });
});
