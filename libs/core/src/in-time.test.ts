import { stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { inTime, LateError } from './in-time.ts';

const block = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end; );
};

it('answers what comes in time, and rejects with what fails', async () => {
  expect(await inTime(Promise.resolve(1), 5)).toBe(1);
  await expect(inTime(Promise.reject(new Error('broken')), 5)).rejects.toThrow('broken');
});

it('does not wait for ever', async () => {
  await expect(inTime(new Promise(() => {}), 5)).rejects.toThrow(new LateError(5));
});

it('takes an answer that only the event loop has kept back', async () => {
  const answer = inTime(stat('.'), 20);
  block(100);
  expect((await answer).isDirectory()).toBe(true);
});
