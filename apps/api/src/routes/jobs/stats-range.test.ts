import { describe, expect, it } from 'vitest';
import { statsTimes } from './stats-range.ts';

const to = new Date('2026-11-22T05:07:30Z');

describe('the time range of statistics', () => {
  it('is a day in whole UTC buckets by default', () => {
    const times = statsTimes({ to });
    expect(times).toEqual({ from: new Date('2026-11-21T05:00:00Z'), to, bucketSeconds: 900, buckets: 97 });
  });

  it.each([
    [3_600, 60],
    [7 * 86_400, 21_600],
    [90 * 86_400, 86_400],
    [365 * 86_400, 604_800],
  ])('of %d seconds is divided into buckets of a readable size', (seconds, bucketSeconds) => {
    expect(statsTimes({ from: new Date(to.getTime() - seconds * 1_000), to }).bucketSeconds).toBe(bucketSeconds);
  });

  it('is refused if it is empty or would have too many buckets', () => {
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
