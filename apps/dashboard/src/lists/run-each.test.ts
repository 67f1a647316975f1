import { SluiceError } from '@sluice/client';
import { expect, it } from 'vitest';
import { runEach } from './run-each.ts';

const refusal = (status: number) => new SluiceError('INVALID_STATE', 'It is in use.', { status });

it('does each item and reports the ones that failed with their reason', async () => {
  const done: string[] = [];
  const run = async (item: string) => {
    if (item === 'b') throw refusal(409);
    done.push(item);
  };
  const { outcomes, left } = await runEach(['a', 'b', 'c'], { nameOf: (item) => `${item}.csv`, run });
  expect(outcomes).toEqual([
    { name: 'a.csv', problem: undefined },
    { name: 'b.csv', problem: 'It is in use.' },
    { name: 'c.csv', problem: undefined },
  ]);
  expect(left).toEqual([]);
  expect(done).toEqual(['a', 'c']);
});

it('leaves the items that are left when Sluice becomes unreachable', async () => {
  const lost = new SluiceError('NETWORK', 'unreachable', { status: 0 });
  const tried: string[] = [];
  const run = async (item: string) => {
    tried.push(item);
    if (item !== 'a') throw lost;
  };
  expect(await runEach(['a', 'b', 'c'], { nameOf: String, run })).toEqual({
    outcomes: [{ name: 'a', problem: undefined }],
    left: ['b', 'c'],
    stopped: lost,
  });
  expect(tried).toEqual(['a', 'b']);
});

it('stops once the session has expired', async () => {
  const run = async () => {
    throw refusal(401);
  };
  await expect(runEach(['a', 'b'], { nameOf: String, run })).rejects.toMatchObject({ status: 401 });
});
