import { describe, expect, it } from 'vitest';
import { builtInDateKind, dateKindOf, serialToIso } from './dates.ts';

describe('serialToIso', () => {
  it.each([
    [45352, 'moment', '2024-03-01'],
    [45352.5625, 'moment', '2024-03-01T13:30:00'],
    [45352.99998842592, 'moment', '2024-03-01T23:59:59'],
    [45352.00000578704, 'moment', '2024-03-01T00:00:00.500'],
    [1, 'moment', '1900-01-01'],
    [59, 'moment', '1900-02-28'],
    [60, 'moment', '1900-02-29'],
    [61, 'moment', '1900-03-01'],
    [2958465, 'moment', '9999-12-31'],
    [2958466, 'moment', undefined],
    [-1, 'moment', undefined],
    [Number.NaN, 'moment', undefined],
    [0.5, 'moment', '12:00:00'],
    [0.5, 'time', '12:00:00'],
    [0, 'time', '00:00:00'],
    [45352.5, 'time', '2024-03-01T12:00:00'],
    [1.5, 'duration', '36:00:00'],
    [0.0000115740740740741, 'duration', '00:00:01'],
  ] as const)('converts %d as %s to %s', (serial, kind, text) => {
    expect(serialToIso(serial, kind, false)).toBe(text);
  });

  it('counts from 1904 in the 1904 date system', () => {
    expect(serialToIso(0, 'moment', true)).toBe('1904-01-01');
    expect(serialToIso(43890.25, 'moment', true)).toBe('2024-03-01T06:00:00');
    expect(serialToIso(0.25, 'time', true)).toBe('06:00:00');
  });
});

describe('number formats', () => {
  it.each([
    ['yyyy-mm-dd', 'moment'],
    ['dd/mm/yyyy hh:mm', 'moment'],
    ['[$-409]d-mmm-yy;@', 'moment'],
    ['[$-F800]dddd, mmmm dd, yyyy', 'moment'],
    ['mm', 'moment'],
    ['mmm', 'moment'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm:ss', 'duration'],
    ['[mm]:ss', 'duration'],
    ['General', undefined],
    ['0.00', undefined],
    ['#,##0.00 "days";[Red]-#,##0.00 "days"', undefined],
    ['0\\d', undefined],
    ['_-* #,##0.00 [$€-407]_-', undefined],
    ['0.00E+00', undefined],
    ['@', undefined],
    ['"yes";"yes";"no"', undefined],
  ])('recognizes the kind of the format %s: %s', (code, kind) => {
    expect(dateKindOf(code)).toBe(kind);
  });

  it('recognizes the kinds of built-in formats', () => {
    expect([0, 1, 2, 9, 49].map(builtInDateKind)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect([14, 22, 30, 57].map(builtInDateKind)).toEqual(['moment', 'moment', 'moment', 'moment']);
    expect([18, 21, 45, 46, 47].map(builtInDateKind)).toEqual(['time', 'time', 'time', 'duration', 'time']);
  });
});
