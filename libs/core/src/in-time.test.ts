import { stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { inTime, LateError } from './in-time.ts';

const block = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end; );
};

it('passes on the result or the failure of work that ends in time', async () => {
  expect(await inTime(Promise.resolve(1), 5)).toBe(1);
  await expect(inTime(Promise.reject(new Error('broken')), 5)).rejects.toThrow('broken');
});

it('rejects with LateError after the time limit', async () => {
  await expect(inTime(new Promise(() => {}), 5)).rejects.toThrow(new LateError(5));
});

it('accepts a result that was late only because the event loop was blocked', async () => {
  const answer = inTime(stat('.'), 20);
  block(100);
  expect((await answer).isDirectory()).toBe(true);
});
