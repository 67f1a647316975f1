import { expect, it } from 'vitest';
import { cappedDelay } from './backoff.ts';

const rule = { delay: 10_000, maxDelay: 3_600_000, jitter: 0.5 };

it('doubles the delay of retries up to the maximum', () => {
  const longest = [1, 2, 3, 9, 10, 12, 1_000].map((attempt) => cappedDelay(rule, attempt, () => 0));
  expect(longest).toEqual([10_000, 20_000, 40_000, 2_560_000, 3_600_000, 3_600_000, 3_600_000]);
});

it('reduces the delay of retries by at most the jitter', () => {
  expect(cappedDelay(rule, 1, () => 1)).toBe(5_000);
  expect(cappedDelay({ ...rule, jitter: 0 }, 1, () => 1)).toBe(10_000);
});
