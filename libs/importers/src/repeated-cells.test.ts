import { expect, test } from 'vitest';
import { RepeatedCells } from './repeated-cells.ts';

/** Asks for each text as a checker does, and counts those that were known. */
function known(cells: RepeatedCells, texts: Iterable<string>): number {
  let count = 0;
  for (const text of texts) {
    const stored = cells.find(text);
    if (stored === undefined) cells.remember(text, `stored ${text}`);
    else {
      expect(stored).toBe(`stored ${text}`);
      count++;
    }
  }
  return count;
}

test('texts that are repeated are known, whatever stands between them', () => {
  const rows = Array.from({ length: 20_000 }, (_, row) => `${row % 31}.${row % 11}.${row % 7}`);
  // 2,387 texts: few slots at first, then each is new once, and some share a slot.
  expect(known(new RepeatedCells(20), rows)).toBeGreaterThan(12_000);
});

test('a column whose texts differ is given up, and one whose texts differ at first is not', () => {
  const differing = Array.from({ length: 100_000 }, (_, row) => `X${row}`);
  const cells = new RepeatedCells(20);
  known(cells, differing);
  expect(known(cells, ['a', 'a', 'a'])).toBe(0);
  const late = new RepeatedCells(20);
  known(late, differing.slice(0, 10_000));
  expect(known(late, ['a', 'a', 'a'])).toBe(2);
});

test('long texts are not kept, because they would keep what they were cut from', () => {
  expect(known(new RepeatedCells(1), ['a text of some length', 'a text of some length'])).toBe(0);
});

test('2,000 columns have few texts each', () => {
  const texts = Array.from({ length: 1_000 }, (_, row) => `X${row}`);
  const cells = new RepeatedCells(2_000);
  known(cells, texts);
  expect(known(cells, texts)).toBeLessThan(300);
});
