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
  expect(await runEach(['a', 'b', 'c'], { nameOf: (item) => `${item}.csv`, run })).toEqual([
    { name: 'a.csv', problem: undefined },
    { name: 'b.csv', problem: 'It is in use.' },
    { name: 'c.csv', problem: undefined },
  ]);
  expect(done).toEqual(['a', 'c']);
});

it('stops once the session has expired', async () => {
  const run = async () => {
    throw refusal(401);
  };
  await expect(runEach(['a', 'b'], { nameOf: String, run })).rejects.toMatchObject({ status: 401 });
});
