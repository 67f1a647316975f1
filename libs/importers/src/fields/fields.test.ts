import { expect, test } from 'vitest';
import type { ColumnExtras } from '../document/definition.ts';
import type { Field } from '../document/table-schema.ts';
import { readCell as read } from '../testing/read-cell.ts';
import { compileField } from './index.ts';

const compiled = (field: Omit<Field, 'name'>, column: ColumnExtras = {}) =>
  compileField({ field: { name: 'a', ...field }, column });
const text = (maxLength: number) => compiled({ type: 'string', constraints: { maxLength } });
const oneOf = (...words: string[]) => compiled({ type: 'string', constraints: { enum: words } }, { ignoreCase: true });
const flag = compiled(
  { type: 'boolean', trueValues: ['true', '1', 'yes'], falseValues: ['false', '0', 'no'] },
  { ignoreCase: true },
);
const tags = (maxLength: number, maxItemLength: number) =>
  compiled(
    { type: 'list', constraints: { maxLength } },
    { list: { delimiters: [',', ';'], item: 'tag', distinct: true, maxItemLength } },
  );

test('text keeps its value and counts characters, not UTF-16 units', () => {
  expect(read(text(5), '00123')).toBe('00123');
  expect(read(text(2), '👍👍')).toBe('👍👍');
  expect(read(text(2), '👍👍👍')).toBe('TOO_LONG');
});

test('a list of allowed words accepts its words in any case', () => {
  expect(read(oneOf('device', 'other'), 'Device')).toBe('device');
  expect(read(oneOf('device', 'other'), 'devices')).toBe('NOT_IN_LIST');
  expect(read(oneOf('device'), '__proto__')).toBe('NOT_IN_LIST');
});

test('a boolean that ignores case accepts true/false, 1/0 and yes/no in any case, and nothing else', () => {
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
