import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

describe('the rate of an upload', () => {
  it('is undefined until enough time has passed', () => {
    const pace = new Pace();
    expect(pace.see('sending', 0, 0)).toBeUndefined();
    expect(pace.see('sending', 1_000, 100)).toBeUndefined();
    expect(pace.see('sending', 2_000, 1_000)).toBe(2_000);
  });

  it('only counts the last seconds', () => {
    const pace = new Pace();
    pace.see('sending', 0, 0);
    for (let second = 1; second <= 20; second++) pace.see('sending', second * 10, second * 1_000);
    expect(pace.see('sending', 10_200, 21_000)).toBeGreaterThan(1_000);
  });

  it('starts over with a new phase, and when a chunk is sent again', () => {
    const pace = new Pace();
    pace.see('hashing', 0, 0);
    expect(pace.see('hashing', 5_000, 1_000)).toBe(5_000);
    expect(pace.see('sending', 0, 1_100)).toBeUndefined();
    expect(pace.see('sending', 900, 2_000)).toBeCloseTo(1_000);
    expect(pace.see('sending', 100, 2_100)).toBeUndefined();
  });
});
