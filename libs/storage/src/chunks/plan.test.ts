import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planChunks } from './plan.ts';

const GIB = 1024 ** 3;
/** Small sizes as often as large ones, because edge cases are among them. */
const anySize = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 10 * GIB }));
const anyCount = fc.integer({ min: 1, max: 64 });

describe('planChunks', () => {
  it('splits a document into six chunks, the first ones larger by one byte', () => {
    expect(planChunks(20)).toEqual([
      { chunkNumber: 0, offset: 0, size: 4 },
      { chunkNumber: 1, offset: 4, size: 4 },
      { chunkNumber: 2, offset: 8, size: 3 },
      { chunkNumber: 3, offset: 11, size: 3 },
      { chunkNumber: 4, offset: 14, size: 3 },
      { chunkNumber: 5, offset: 17, size: 3 },
    ]);
  });

  it.each([
    [1, [1]],
    [5, [1, 1, 1, 1, 1]],
    [6, [1, 1, 1, 1, 1, 1]],
    [7, [2, 1, 1, 1, 1, 1]],
    [10 * GIB, [1_789_569_707, 1_789_569_707, 1_789_569_707, 1_789_569_707, 1_789_569_706, 1_789_569_706]],
    [0, []],
  ])('splits %i bytes into chunks of %j', (size, sizes) => {
    expect(planChunks(size).map((chunk) => chunk.size)).toEqual(sizes);
  });

  it('covers any document from 1 byte to 10 GiB once, in order, in chunks that differ by at most one byte', () => {
    fc.assert(
      fc.property(anySize, anyCount, (sizeBytes, count) => {
        const chunks = planChunks(sizeBytes, count);
        expect(chunks).toHaveLength(Math.min(count, sizeBytes));
        let end = 0;
        for (const [index, { chunkNumber, offset, size }] of chunks.entries()) {
          expect([chunkNumber, offset]).toEqual([index, end]);
          expect(size).toBeGreaterThanOrEqual(1);
          expect(size).toBeLessThanOrEqual(chunks[index - 1]?.size ?? size);
          end = offset + size;
        }
        expect(end).toBe(sizeBytes);
        expect((chunks[0]?.size ?? 0) - (chunks.at(-1)?.size ?? 0)).toBeLessThanOrEqual(1);
      }),
      runs(500),
    );
  });

  it.each([[-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY], [2 ** 53]])('refuses a size of %d', (size) => {
    expect(() => planChunks(size)).toThrow(RangeError);
  });

  it.each([[0], [-6], [2.5]])('refuses %d chunks', (count) => {
    expect(() => planChunks(100, count)).toThrow(RangeError);
  });
});
