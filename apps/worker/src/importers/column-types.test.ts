import { describe, expect, test } from 'vitest';
import { email, flag, json, oneOf, tags, text } from './column-types.ts';
import type { ColumnType } from './types.ts';

function read(type: ColumnType, value: string): string {
  let failure = '';
  const parsed = type.parse(value, {
    dateOrder: undefined,
    fail(code) {
      failure = code;
      return undefined;
    },
  });
  return parsed ?? failure;
}

test('text keeps what it is given and counts characters, not UTF-16 units', () => {
  expect(read(text(5), '00123')).toBe('00123');
  expect(read(text(2), '👍👍')).toBe('👍👍');
  expect(read(text(2), '👍👍👍')).toBe('TOO_LONG');
});

test('oneOf knows its words in any case', () => {
  expect(read(oneOf('device', 'other'), 'Device')).toBe('device');
  expect(read(oneOf('device', 'other'), 'devices')).toBe('NOT_IN_LIST');
  expect(read(oneOf('device'), '__proto__')).toBe('NOT_IN_LIST');
});

test('flag', () => {
  expect(['TRUE', '1', 'Yes', 'false', '0', 'no', 'ja', 'constructor'].map((value) => read(flag, value))).toEqual([
    ...['1', '1', '1', '0', '0', '0'],
    ...['NOT_BOOLEAN', 'NOT_BOOLEAN'],
  ]);
});

describe('json', () => {
  test.each([
    ['{"a": [1, 2.50, "00"]}', '{"a": [1, 2.50, "00"]}'],
    ['12', '12'],
    ['{bad', 'NOT_JSON'],
    ["{'a': 1}", 'NOT_JSON'],
    ['{"a": 1e999}', 'NOT_JSON'],
    ['"\\ud800"', 'NOT_JSON'],
    ['"\\ud83d\\udc4d"', '"\\ud83d\\udc4d"'],
    [`${'['.repeat(101)}${']'.repeat(101)}`, 'NOT_JSON'],
    [`${'['.repeat(100)}${']'.repeat(100)}`, `${'['.repeat(100)}${']'.repeat(100)}`],
  ])('%s', (value, expected) => {
    expect(read(json, value)).toBe(expected);
  });
});

test('email is one mailbox in any case', () => {
  expect(read(email, 'Zoë.Müller+x@Exämple.COM')).toBe('zoë.müller+x@exämple.com');
  for (const wrong of [
    'x',
    'x@',
    '@x.de',
    'a b@x.de',
    'x@localhost',
    'x@-a.de',
    'a@b@c.de',
    `${'a'.repeat(250)}@b.de`,
  ]) {
    expect(read(email, wrong), wrong).toBe('NOT_EMAIL');
  }
});

test('tags become a JSON array without doubles', () => {
  expect(read(tags(3, 5), ' a; b ,a,,')).toBe('["a","b"]');
  expect(read(tags(3, 5), 'a,b,c,d')).toBe('TOO_MANY');
  expect(read(tags(3, 5), 'abcdef')).toBe('TOO_LONG');
});
