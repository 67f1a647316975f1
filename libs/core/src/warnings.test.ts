import { expect, test } from 'vitest';
import { counted } from './format.ts';
import { WarningTally } from './warnings.ts';

const removed = (count: number) => `Invisible characters were removed from ${counted(count, 'cell')}.`;

test('counts by code and column, and names the first ten rows', () => {
  const tally = new WarningTally();
  for (let row = 2; row < 42; row++) tally.add('INVISIBLE_REMOVED', row, removed, 'name');
  tally.add('INVISIBLE_REMOVED', 2, removed, 'key');
  tally.add('INVISIBLE_REMOVED', 2, removed, 'key');
  expect(tally.list()).toEqual([
    {
      code: 'INVISIBLE_REMOVED',
      message: 'Invisible characters were removed from 40 cells.',
      column: 'name',
      count: 40,
      rows: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    },
    {
      code: 'INVISIBLE_REMOVED',
      message: 'Invisible characters were removed from 2 cells.',
      column: 'key',
      count: 2,
      rows: [2],
    },
  ]);
});

test('keeps its size when every column has a warning', () => {
  const tally = new WarningTally();
  for (let column = 0; column < 5_000; column++) tally.add('INVISIBLE_REMOVED', 2, removed, `column ${column}`);
  const list = tally.list();
  expect(list.length).toBe(201);
  expect(list.at(-1)).toMatchObject({ code: 'INVISIBLE_REMOVED', count: 4_800 });
  expect(list.at(-1)).not.toHaveProperty('column');
});
