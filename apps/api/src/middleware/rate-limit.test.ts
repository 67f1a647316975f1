import { expect, it } from 'vitest';
import { rateLimitHeaders } from '../middleware/rate-limit.ts';
import type { LimitState } from '../rate-limits/rate-limiter.ts';

const requests: LimitState = { name: 'requests', quota: 600, remaining: 5, resetSeconds: 40, exceeded: false };
const jobs: LimitState = { name: 'jobs', quota: 60, remaining: 9, resetSeconds: 7, exceeded: false };
const first = (...states: LimitState[]) => {
  const headers = rateLimitHeaders(states);
  return ['Limit', 'Remaining', 'Reset'].map((name) => headers[`RateLimit-${name}`]);
};

it('the headers report the limit that will be reached first', () => {
  expect(first(requests, jobs)).toEqual(['600', '5', '40']);
  expect(first(requests, { ...jobs, remaining: 4 })).toEqual(['60', '4', '7']);
});

it('the headers report the exceeded limit, even if another is used up as well', () => {
  expect(first({ ...requests, remaining: 0 }, { ...jobs, remaining: 0, exceeded: true })).toEqual(['60', '0', '7']);
});

it('the headers list every limit that applied, and are absent if none did', () => {
  expect(rateLimitHeaders([requests, jobs])).toMatchObject({
    'RateLimit-Policy': '"requests";q=600;w=60, "jobs";q=60;w=60',
    RateLimit: '"requests";r=5;t=40, "jobs";r=9;t=7',
  });
  expect(rateLimitHeaders([])).toEqual({});
});

it('the headers are for programs: large numbers have no commas', () => {
  const large = { ...requests, quota: 1_000_000, remaining: 999_999, resetSeconds: 1_000 };
  expect(rateLimitHeaders([large])).toEqual({
    'RateLimit-Limit': '1000000',
    'RateLimit-Remaining': '999999',
    'RateLimit-Reset': '1000',
    'RateLimit-Policy': '"requests";q=1000000;w=60',
    RateLimit: '"requests";r=999999;t=1000',
  });
});
