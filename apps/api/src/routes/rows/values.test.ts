import { expect, it } from 'vitest';
import { canHave } from './values.ts';

const column = (type: string) => ({
  ...{ name: 'at', type, nullable: false, optional: false, generated: false, autoIncrement: false },
  ...{ collation: null, characterSet: null },
});

it.each<[type: string, right: readonly (string | number | boolean)[], wrong: readonly (string | number | boolean)[]]>([
  ['int unsigned', ['1', 7, '-3'], ['', 'x', '1.5', 1e30, true]],
  ['tinyint(1)', [true, false, '1'], ['true']],
  ['decimal(12,2)', ['1.50', '-2'], ['1,50', '1e3']],
  ['double', ['1.5', 1e21, 1e-7], ['x', '', Number.NaN]],
  [
    'date',
    ['2024-02-29', '1999-12-31'],
    ['2025-02-29', '2026-02-31', '2026-13-01', '2026-01-00', '2026-1-1', 20260101],
  ],
  [
    'datetime(6)',
    ['2026-02-28T23:59:59.123456Z', '2026-02-28 00:00:00'],
    ['2026-02-28T24:00:00Z', '2026-02-30T00:00:00Z'],
  ],
  ['timestamp', ['2026-02-28T23:59:59Z'], ['2026-02-28', '2026-02-28T23:59:60Z', '2026-02-28T23:60:00Z']],
  ['time', ['23:59:59', '-837:00:00.5'], ['24', '10:60:00', '838:00:00', 'x']],
  ['varbinary(16)', ['', 'AA==', 'AAA=', 'AAAA', '+/8='], ['*', 'A', 'AA', 'AAA', 'AA==AA==']],
  ['varchar(20)', ['', 'x', '2026-02-31'], [true, 'x'.repeat(4_097)]],
])('a column of the type %s has values of its form only', (type, right, wrong) => {
  for (const value of right) expect([value, canHave(column(type), value)]).toEqual([value, true]);
  for (const value of wrong) expect([value, canHave(column(type), value)]).toEqual([value, false]);
});
