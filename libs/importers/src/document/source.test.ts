import { expect, test } from 'vitest';
import { readDefinition } from './read-definition.ts';
import { readSource } from './source.ts';

const placeOf = (text: string, path: (string | number)[]) => {
  const { line, column } = readSource(text).source?.placeOf(path) ?? {};
  return `${line}:${column}`;
};

test('parts of YAML have places: members at their names, items of lists at their beginning', () => {
  const text = 'a: 1\nb:\n  - c: 2\n    d: { e: 3 }\n  - x\n';
  expect(placeOf(text, ['b'])).toBe('2:1');
  expect(placeOf(text, ['b', 0, 'd', 'e'])).toBe('4:10');
  expect(placeOf(text, ['b', 1])).toBe('5:5');
});

test('a missing part has the place of the part around it', () => {
  expect(placeOf('a: 1\nb: { c: 2 }\n', ['b', 'd', 0, 'e'])).toBe('2:1');
  expect(placeOf('a: &x { c: 2 }\nb: *x\n', ['b', 'c'])).toBe('1:9');
  expect(readSource('').source?.placeOf(['a'])).toBeUndefined();
});

test('parts of JSON have places too', () => {
  expect(placeOf('{\n\t"a": [1,\n\t\t{ "b": 2 } ]\n}', ['a', 1, 'b'])).toBe('3:5');
});

test.each([
  ['a: [1', 'yaml', '1:6'],
  ['a: 1\n b: 2', 'yaml', '1:4'],
  ['{ "a": 1, }', 'json', '1:11'],
  ['{ "a": 1\n', 'json', '2:1'],
  ['a: 1', 'json', undefined],
  ['--- 1\n--- 2', 'yaml', '2:1'],
  ['%YAML 1.1\n---\na: 1', 'yaml', '1:1'],
  ['? [a]\n: 1', 'yaml', '1:3'],
  ['a: *b', 'yaml', '1:4'],
] as const)('%j is refused as %s, with its place', (text, format, place) => {
  const { problems } = readDefinition(text, { format });
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['SYNTAX']));
  const at = problems[0]?.at;
  expect(at && `${at.line}:${at.column}`).toBe(place);
});

test('aliases stand for what they name', () => {
  expect(readSource('a: &x [1, { b: 2 }]\nc: *x').source?.value).toEqual({ a: [1, { b: 2 }], c: [1, { b: 2 }] });
});

test('words such as no and dates are texts, as in YAML 1.2', () => {
  expect(readSource('[no, on, 2024-01-01, 1e3, 0x10]').source?.value).toEqual(['no', 'on', '2024-01-01', 1000, 16]);
});

test('names that are numbers are texts', () => {
  expect(readSource('1: a\n01: b\ntrue: c').source?.value).toEqual({ '1': 'a', '01': 'b', true: 'c' });
});

test('a byte-order mark is skipped', () =>
  expect(readSource('\ufeff{"a": 1}', 'json').source?.value).toEqual({ a: 1 }));

test.each([
  [
    'a: 12345678901234567890',
    'NUMBER_INEXACT',
    '12345678901234567890 would lose digits. Write it in quotes: "12345678901234567890".',
  ],
  ['a: 0.12345678901234567890', 'NUMBER_INEXACT', expect.stringContaining('would lose digits')],
  ['a: 1e400', 'WRONG_VALUE', expect.stringContaining('1e400 is not a number that can be used')],
  ['a: .nan', 'WRONG_VALUE', expect.stringContaining('.nan is not a number')],
  ['a: 1\na: 2', 'DUPLICATE', '"a" is written twice. Keep one of them.'],
  ['__proto__: 1', 'UNKNOWN_MEMBER', 'No member can have this name. Leave it out.'],
])('%j is reported', (text, code, message) => {
  expect(readSource(text).problems).toEqual([expect.objectContaining({ code, message })]);
});

test.each(['0.1', '-1.50', '100000000000000000000', '1e22', '9007199254740991', '0.000001'])(
  '%s keeps its digits',
  (text) => expect(readSource(`a: ${text}`).problems).toEqual([]),
);
