import { describe, expect, it } from 'vitest';
import { formatNumber, formatShare, wordsOf } from './numbers.ts';

describe('formatting measured values', () => {
  it.each([
    [null, '–'],
    [0, '0'],
    [20.175, '20.175'],
    [239.469549529, '239.47'],
    [1_234_567, '1,234,567'],
    [-0.00001, '-1E-5'],
    [3.1e20, '3.1E20'],
  ])('formats %s as %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it.each([
    [null, '–'],
    [0, '0%'],
    [0.0001, '< 0.1%'],
    [0.5, '50%'],
    [0.97284, '97.3%'],
    [0.99999, '> 99.9%'],
    [1, '100%'],
  ])('formats the share %s as %s', (share, text) => expect(formatShare(share)).toBe(text));

  it.each([
    ['null_rate', 'Null rate'],
    ['nulls', 'Missing values'],
    ['rows_dropped', 'Records dropped'],
  ])('labels the key %s as %s', (key, label) => expect(wordsOf(key)).toBe(label));
});
