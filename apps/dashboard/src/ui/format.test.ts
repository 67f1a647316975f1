import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatMillis } from './format.ts';

describe('formatting numbers', () => {
  it.each([
    [0, '0 bytes'],
    [1_023, '1023 bytes'],
    [1_024, '1.0 KiB'],
    [10 * 1_024 ** 3, '10 GiB'],
    [1.5 * 1_024 ** 2, '1.5 MiB'],
  ])('formats %d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [-1, '0 s'],
    [59.4, '59 s'],
    [200, '3 min 20 s'],
    [7_500, '2 h 5 min'],
  ])('formats %d seconds as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it.each([
    [0, '0 ms'],
    [999.4, '999 ms'],
    [2_449, '2.4 s'],
    [9_950, '10 s'],
    [200_000, '3 min 20 s'],
  ])('formats %d milliseconds as %s', (ms, text) => expect(formatMillis(ms)).toBe(text));

  it('groups thousands', () => expect(formatCount(1_234_567)).toBe('1,234,567'));
});
