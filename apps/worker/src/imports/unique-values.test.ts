import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { duplicateOf, keyText, UniqueValues } from './unique-values.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sluice-unique-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const columns = ['order', 'line', 'ref'];
type Row = readonly (string | undefined)[];

const nameOf = (field: string): string => (field === 'line' ? '"Position"' : field);

/** The messages of each row's duplicates; only rows without one count for later ones. */
function judge(groups: readonly (readonly string[])[], rows: readonly Row[]): string[][] {
  const unique = new UniqueValues(groups, columns, path.join(folder, 'keys'), rows.length);
  const found = rows.map((values, at) => {
    const shared = unique.find(values);
    if (shared.length === 0) unique.add(values, at + 2);
    return shared.map((one) => duplicateOf(one, at + 2, at + 2, 'failed', nameOf).message);
  });
  unique.close();
  return found;
}

test('a value that an earlier row has is found, in each group of columns', () => {
  const rows = [
    ['A', '1', 'x'],
    ['A', '2', 'x'],
    ['A', '1', 'y'],
    ['B', '1', 'y'],
  ];
  expect(judge([['ref'], ['order', 'line']], rows)).toEqual([
    [],
    ['ref is already in row 2 of this file'],
    ['order and "Position" together are already in row 2 of this file'],
    [],
  ]);
});

test('a blank value is no duplicate, and neither are values that only read alike when joined', () => {
  const rows = [
    ['A', undefined, undefined],
    ['A', undefined, undefined],
    ['AB', 'C', undefined],
    ['A', 'BC', undefined],
    ['1:A', '', undefined],
    ['1', ':A', undefined],
  ];
  expect(judge([['ref'], ['order', 'line']], rows).flat()).toEqual([]);
});

test('columns that the file lacks are not checked, and no files are left behind', () => {
  expect(
    judge(
      [['gone'], ['order', 'gone']],
      [
        ['A', '1', 'x'],
        ['A', '1', 'x'],
      ],
    ).flat(),
  ).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('a key has a text only if none of its values is blank', () => {
  expect(keyText(['a', undefined], [0])).toBe('a');
  expect(keyText(['a', undefined], [0, 1])).toBeUndefined();
  expect(keyText(['a'], [])).toBeUndefined();
});
