import { expect, it } from 'vitest';
import { formatBytes, formatCount, formatDuration } from './format.ts';

it.each([
  [0, '0 B'],
  [1, '1 B'],
  [1_023, '1023 B'],
  [1_024, '1.0 KiB'],
  [1.5 * 1_024 ** 2, '1.5 MiB'],
  [10 * 1_024 ** 3, '10 GiB'],
  [5e15, '4547 TiB'],
])('formats %d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it.each([
  [-1, '0 s'],
  [0.4, '0 s'],
  [59.4, '59 s'],
  [61, '1 min 1 s'],
  [200, '3 min 20 s'],
  [7_500, '2 h 5 min'],
])('formats %d seconds as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

it('groups thousands', () => expect(formatCount(1_234_567)).toBe('1,234,567'));
