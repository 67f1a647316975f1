// @ts-check
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './paths.mjs';
import { timesTable } from './processor-times.mjs';

test('lists suites by the processor time between their notes, in each process', () => {
  const note = (/** @type {[number, string, number, number]} */ ...[pid, suite, own, children]) =>
    JSON.stringify({ pid, suite: suite && path.join(ROOT, suite), own, children });
  const notes = [
    note(1, 'a.test.ts', 0.5, 0),
    note(2, 'b.test.ts', 0.25, 0),
    note(1, '', 1.5, 2),
    note(1, 'c.test.ts', 1.5, 2),
    note(2, '', 10.25, 0),
    note(1, '', 1.75, 2),
  ];
  expect(timesTable(`${notes.join('\n')}\n`).split('\n')).toEqual([
    'processor seconds of 3 suites: 13.3, without those of MySQL, Valkey and S3',
    '    total   vitest children  suite',
    '     10.0     10.0      0.0  b.test.ts',
    '      3.0      1.0      2.0  a.test.ts',
    '      0.3      0.3      0.0  c.test.ts',
    '',
  ]);
});
