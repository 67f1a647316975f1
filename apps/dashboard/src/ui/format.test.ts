import { expect, it } from 'vitest';
import { formatMillis } from './format.ts';

it.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [2_449, '2.4 s'],
  [9_950, '10 s'],
  [200_000, '3 min 20 s'],
])('formats %d milliseconds as %s', (ms, text) => expect(formatMillis(ms)).toBe(text));
