import { stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { inTime, LateError, unlessAborted } from './in-time.ts';

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

it('leaves work that goes on after its signal has aborted, and passes its late result on', async () => {
  const stop = new AbortController();
  let finish = (_: number): void => {};
  const work = new Promise<number>((resolve) => {
    finish = resolve;
  });
  const late: number[] = [];
  const result = unlessAborted(work, stop.signal, { late: (value) => late.push(value) });
  stop.abort(new Error('cancelled'));
  await expect(result).rejects.toThrow('cancelled');
  finish(1);
  await work;
  expect(late).toEqual([1]);
});

it('waits for work that ends within the grace period after its signal has aborted', async () => {
  const work = new Promise((_, reject) => setTimeout(() => reject(new Error('rolled back')), 5));
  await expect(unlessAborted(work, AbortSignal.abort(), { graceMs: 10_000 })).rejects.toThrow('rolled back');
});
