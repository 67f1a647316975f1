import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../testing/bytes.ts';
import { BufferPool } from './buffer-pool.ts';
import { Part } from './part.ts';
import { Slots } from './slots.ts';

const MIB = 1024 * 1024;

describe('a part', () => {
  it('turns chunks of any size into parts that join to the same bytes', () => {
    const limits = fc.constantFrom(1, 7, 65_536, 200_000, 2 * MIB);
    fc.assert(
      fc.property(limits, fc.array(fc.nat(300_000), { maxLength: 12 }), (limit, lengths) => {
        const pool = new BufferPool(limit, 1);
        const parts = [new Part(pool, true)];
        const whole = Buffer.concat(lengths.map((length, index) => bytesOf(Math.min(length, limit * 20), index + 1)));
        for (let offset = 0; offset < whole.length; ) {
          if (parts.at(-1)?.full) parts.push(new Part(pool, false));
          offset += (parts.at(-1) as Part).write(whole.subarray(0, offset + 100_000), offset);
        }
        expect(parts.slice(0, -1).every((part) => part.full && part.bytes.length === limit)).toBe(true);
        expect(Buffer.concat(parts.map((part) => part.bytes)).equals(whole)).toBe(true);
      }),
      runs(50),
    );
  });

  it('takes a full buffer only for a body that needs it', () => {
    const pool = new BufferPool(8 * MIB, 2);
    const part = new Part(pool, true);
    part.write(bytesOf(300_000), 0);
    expect(part.bytes.buffer.byteLength).toBeLessThan(MIB);
    part.write(bytesOf(MIB), 0);
    expect(part.bytes.buffer.byteLength).toBe(8 * MIB);
  });

  it('reuses buffers and keeps at most as many as configured', () => {
    const pool = new BufferPool(10, 1);
    const [one, two] = [pool.take(), pool.take()];
    pool.give(one);
    pool.give(two);
    expect(pool.take()).toBe(one);
    expect(pool.take()).not.toBe(two);
  });
});

describe('slots', () => {
  it('are never taken more often than there are, and are granted in order', async () => {
    const slots = new Slots(2);
    const order: number[] = [];
    let taken = 0;
    const work = async (index: number) => {
      await slots.take();
      taken += 1;
      expect(taken).toBeLessThanOrEqual(2);
      order.push(index);
      await Promise.resolve();
      taken -= 1;
      slots.give();
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(work));
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
