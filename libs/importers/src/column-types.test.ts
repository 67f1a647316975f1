import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
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

describe('json', () => {
  test.each([
    ['{"a": [1, 2.50, "00"]}', '{"a": [1, 2.50, "00"]}'],
    ['12', '12'],
    ['{}', '{}'],
    ['{"floor":3,"tags":["a","ü"], "x": -0.5}', '{"floor":3,"tags":["a","ü"], "x": -0.5}'],
    ['{"a":{"b":[[1],{}]}}', '{"a":{"b":[[1],{}]}}'],
    ['{"a":01}', 'NOT_JSON'],
    ['{"a":1,}', 'NOT_JSON'],
    ['{"a":[1,]}', 'NOT_JSON'],
    ['{"a":"\n"}', 'NOT_JSON'],
    ['{"a" "b"}', 'NOT_JSON'],
    ['{bad', 'NOT_JSON'],
    ["{'a': 1}", 'NOT_JSON'],
    ['{"a": 1e999}', 'NOT_JSON'],
    ['"\\ud800"', 'NOT_JSON'],
    ['"\\ud83d\\udc4d"', '"\\ud83d\\udc4d"'],
    [`${'['.repeat(101)}${']'.repeat(101)}`, 'NOT_JSON'],
    [`${'['.repeat(100)}${']'.repeat(100)}`, `${'['.repeat(100)}${']'.repeat(100)}`],
  ])('parses %s as %s', (value, expected) => {
    expect(read(json, value)).toBe(expected);
  });
});

test('json accepts a text exactly if JSON.parse accepts it', () => {
  const piece = fc.constantFrom(
    ...'{}[]",:0123.-eE \\\n'.split(''),
    '"a"',
    '{"a":',
    'true',
    'null',
    '12',
    '"ü"',
    ': ',
    ', ',
  );
  const jsonLike = fc.oneof(
    fc.json({ maxDepth: 3 }),
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.array(piece, { maxLength: 6 }).map((pieces) => `{"a":${pieces.join('')}}`),
  );
  const parses = (value: string): boolean => {
    try {
      JSON.parse(value);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(jsonLike, (value) => {
      fc.pre(!/[eE]\+?\d{3}|\d{300}|\\u[dD]/.test(value));
      expect(read(json, value)).toBe(parses(value) ? value : 'NOT_JSON');
    }),
    { ...runs(5_000), verbose: 1 },
  );
});

test('email lowercases an address and rejects what is not a single address', () => {
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

test('tags are converted to a JSON array without duplicates', () => {
  expect(read(tags(3, 5), ' a; b ,a,,')).toBe('["a","b"]');
  expect(read(tags(3, 5), 'a,b,c,d')).toBe('TOO_MANY');
  expect(read(tags(3, 5), 'abcdef')).toBe('TOO_LONG');
});
