import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { json } from './json.ts';
import { parseCell, readCell } from './testing/read-cell.ts';

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
    ['{"floor": NaN}', 'NOT_JSON'],
    ['{“floor”: 3}', 'NOT_JSON'],
    ['[object Object]', 'NOT_JSON'],
    ["{'a': 1}", 'NOT_JSON'],
    ['{"a": 1e999}', 'NOT_JSON'],
    ['"\\ud800"', 'NOT_JSON'],
    ['"\\ud83d\\udc4d"', '"\\ud83d\\udc4d"'],
    [`${'['.repeat(101)}${']'.repeat(101)}`, 'NOT_JSON'],
    [`${'['.repeat(100)}${']'.repeat(100)}`, `${'['.repeat(100)}${']'.repeat(100)}`],
  ])('parses %s as %s', (value, expected) => {
    expect(readCell(json, value)).toBe(expected);
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
      const read = readCell(json, value);
      if (parses(value)) expect([value, 'JSON_KEY_DOUBLED', 'JSON_NUMBER_INEXACT']).toContain(read);
      else expect(read).toBe('NOT_JSON');
    }),
    { ...runs(5_000), verbose: 1 },
  );
});

describe('doubled keys', () => {
  test.each([
    ['{"floor": 3, "floor": 4}', 'floor'],
    ['{"a": {"b": 1, "c": [{"d": 1, "d": 2}]}}', 'd'],
    ['{"a": 1, "\\u0061": 2}', 'a'],
    ['{"a:": 1, "b": {"a:": 2}, "a:" : 3}', 'a:'],
    ['{"": 1, "": 2}', ''],
  ])('in %s are an error that names %s', (text, key) => {
    const { code, message } = parseCell(json, text);
    expect(code).toBe('JSON_KEY_DOUBLED');
    expect(message).toContain(`"${key}"`);
  });

  test.each([
    '{"a": {"a": 1}, "b": {"a": 2}}',
    '[{"a": 1}, {"a": 1}]',
    '{"a": "a", "b": "a"}',
    '{"a": ["a", "a"]}',
    '{"a": "\\"a\\": 1"}',
  ])('are not seen in %s', (text) => expect(readCell(json, text)).toBe(text));

  test('are found in any object, however deep, and only there', () => {
    const key = fc.oneof(fc.constantFrom('a', 'b', ':', '\\', '"', '{', 'ü'), fc.string({ maxLength: 3 }));
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(
          fc.constantFrom('null', 'true', '1'),
          key.map((text) => JSON.stringify(text)),
        ),
        fc.array(tie('tree'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
        fc
          .uniqueArray(fc.tuple(key, tie('tree')), { maxLength: 4, selector: ([name]) => name })
          .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)} :${value}`).join(', ')}}`),
      ),
    }));
    fc.assert(
      fc.property(tree, key, (text, name) => {
        expect(readCell(json, text)).toBe(text);
        const doubled = `[{"x": ${text}, ${JSON.stringify(name)}: 1, ${JSON.stringify(name)}: ${text}}]`;
        expect(readCell(json, doubled)).toBe('JSON_KEY_DOUBLED');
      }),
      runs(500),
    );
  });
});

describe('numbers', () => {
  test.each([
    '12345678901234567890',
    '0.1234567890123456789',
    '9007199254740993',
    '-9007199254740993.5',
    '1234567890.1234567890',
    '1e-400',
  ])('%s would lose digits', (number) => {
    const { code, message } = parseCell(json, `{"a": [${number}]}`);
    expect(code).toBe('JSON_NUMBER_INEXACT');
    expect(message).toContain(number);
  });

  test.each([
    '9007199254740992',
    '1.0000000000000000',
    '0.1',
    '1e20',
    '100000000000000000000',
    '1.5e-7',
    '-0.000',
    '123456789012345.0',
  ])('%s is kept', (number) => expect(readCell(json, `{"a": ${number}}`)).toBe(`{"a": ${number}}`));

  test('are kept exactly if they are the same after JavaScript has read and written them', () => {
    const digits = fc.stringMatching(/^\d{1,20}$/);
    fc.assert(
      fc.property(digits, digits, fc.integer({ min: -20, max: 20 }), (whole, fraction, exponent) => {
        const number = `${whole.replace(/^0+(?=\d)/, '')}.${fraction}e${exponent}`;
        const [value, scale] = [BigInt(whole + fraction), exponent - fraction.length];
        const [, head = '', tail = '', power = '0'] =
          /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(Number(number))) ?? [];
        const shift = Number(power) - tail.length;
        const base = Math.min(scale, shift);
        const same = value * 10n ** BigInt(scale - base) === BigInt(head + tail) * 10n ** BigInt(shift - base);
        expect(readCell(json, number)).toBe(same ? number : 'JSON_NUMBER_INEXACT');
      }),
      runs(2_000),
    );
  });
});
