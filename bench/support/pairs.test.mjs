// @ts-check
import { expect, test } from 'vitest';
import { measurePairs } from './pairs.mjs';

/** A side that has these paces, one after the other. @param {string} name @param {string[]} order @param {number[]} paces */
const side = (name, order, paces) => {
  const left = [...paces];
  return {
    run: async () => {
      order.push(name);
      return { perSecond: left.shift() ?? Number.NaN, peakMiB: 100, cpu: { [name]: 2 } };
    },
    processes: {},
  };
};

/** @param {Partial<Parameters<typeof measurePairs>[0]>} [options] */
async function measure(options) {
  /** @type {string[]} */
  const order = [];
  const ours = side('ours', order, [1, 50, 90, 80]);
  const yardstick = side('yardstick', order, [1, 100, 100, 100]);
  return { order, result: await measurePairs({ title: 'work', pairs: 3, ours, yardstick, ...options }) };
}

test('the sides take turns in going first, and the warm-up does not count', async () => {
  const { order, result } = await measure();
  expect(order.join(' ')).toBe('ours yardstick yardstick ours ours yardstick yardstick ours');
  expect(result).toMatchObject({ pairs: 3, ratio: 0.8, lowest: 0.5, highest: 0.9, processorRatio: 1 });
});

test('a pace must be at least, a time at most, what is required', async () => {
  const { result: pace } = await measure({ must: { ratio: 0.8, perSecond: 81, peakMiB: 99 } });
  expect(pace.musts).toEqual([
    { text: '>= 0.8', met: true },
    { text: '>= 81/s', met: false },
    { text: '<= 99 MiB', met: false },
  ]);
  const { result: time } = await measure({ must: { ratio: 1.2 }, ratioOf: 'time' });
  expect(time.ratio).toBe(1.25);
  expect(time.musts).toEqual([{ text: '<= 1.2', met: false }]);
});

test('a limit of something that was not measured is not met', async () => {
  const { result } = await measure({ must: { p99Ms: 100 } });
  expect(result.musts).toEqual([{ text: 'p99 <= 100 ms', met: false }]);
});
