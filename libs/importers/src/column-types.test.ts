import { expect, test } from 'vitest';
import { flag, oneOf, tags, text } from './column-types.ts';
import { readCell as read } from './testing/read-cell.ts';

test('text keeps its value and counts characters, not UTF-16 units', () => {
  expect(read(text(5), '00123')).toBe('00123');
  expect(read(text(2), '👍👍')).toBe('👍👍');
  expect(read(text(2), '👍👍👍')).toBe('TOO_LONG');
});

test('oneOf accepts its words in any case', () => {
  expect(read(oneOf('device', 'other'), 'Device')).toBe('device');
  expect(read(oneOf('device', 'other'), 'devices')).toBe('NOT_IN_LIST');
  expect(read(oneOf('device'), '__proto__')).toBe('NOT_IN_LIST');
});

test('flag accepts true/false, 1/0 and yes/no in any case, and nothing else', () => {
  expect(['TRUE', '1', 'Yes', 'false', '0', 'no', 'ja', 'constructor'].map((value) => read(flag, value))).toEqual([
    ...['1', '1', '1', '0', '0', '0'],
    ...['NOT_BOOLEAN', 'NOT_BOOLEAN'],
  ]);
});

test('tags are converted to a JSON array without duplicates', () => {
  expect(read(tags(3, 5), ' a; b ,a,,')).toBe('["a","b"]');
  expect(read(tags(3, 5), 'a,b,c,d')).toBe('TOO_MANY');
  expect(read(tags(3, 5), 'abcdef')).toBe('TOO_LONG');
});
