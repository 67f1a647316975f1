import { describe, expect, it } from 'vitest';
import { statsTimes } from './stats-range.ts';

const to = new Date('2026-11-22T05:07:30Z');

describe('the times of statistics', () => {
  it('are a day in whole buckets of UTC unless said otherwise', () => {
    const times = statsTimes({ to });
    expect(times).toEqual({ from: new Date('2026-11-21T05:00:00Z'), to, bucketSeconds: 900, buckets: 97 });
  });

  it.each([
    [3_600, 60],
    [7 * 86_400, 21_600],
    [90 * 86_400, 86_400],
    [365 * 86_400, 604_800],
  ])('of %d seconds are divided into readable buckets', (seconds, bucketSeconds) => {
    expect(statsTimes({ from: new Date(to.getTime() - seconds * 1_000), to }).bucketSeconds).toBe(bucketSeconds);
  });

  it('are bounded', () => {
    const from = new Date('2026-11-21T05:07:30Z');
    expect(statsTimes({ from, to, bucket: 600 }).buckets).toBe(145);
    const wrong: Parameters<typeof statsTimes>[0][] = [
      { from, to, bucket: 60 },
      { from: to, to },
      { from: new Date(0), to: new Date('9999-01-01') },
    ];
    for (const given of wrong) {
      expect(() => statsTimes(given)).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
    }
  });
});
