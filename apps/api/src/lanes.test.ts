import { expect, it } from 'vitest';
import { Lanes } from './lanes.ts';

it('runs as many at a time as it has lanes, in order, also after failures', async () => {
  const lanes = new Lanes(2);
  const started: number[] = [];
  const ends: ((failed: boolean) => void)[] = [];
  const all = [0, 1, 2, 3, 4].map((n) =>
    lanes.run(
      () =>
        new Promise<number>((resolve, reject) => {
          started.push(n);
          ends[n] = (failed) => (failed ? reject(new Error(String(n))) : resolve(n));
        }),
    ),
  );
  const settled = Promise.allSettled(all);
  expect(started).toEqual([0, 1]);
  ends[1]?.(true);
  await expect(all[1]).rejects.toThrow('1');
  expect(started).toEqual([0, 1, 2]);
  ends[0]?.(false);
  ends[2]?.(false);
  await Promise.all([all[0], all[2]]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  ends[3]?.(false);
  ends[4]?.(true);
  expect((await settled).map(({ status }) => status)).toEqual([
    ...['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'rejected'],
  ]);
  expect(await lanes.run(async () => 'free again')).toBe('free again');
});
