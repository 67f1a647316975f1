import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../document/table-schema.ts';
import { Expressions } from './expressions.ts';

const fields: Field[] = [
  { name: 'price', type: 'number' },
  { name: 'amount', type: 'integer' },
  { name: 'status', type: 'string' },
  { name: 'gift', type: 'boolean' },
  { name: 'ordered_on', type: 'date' },
  { name: 'shipped_at', type: 'datetime' },
  { name: 'tags', type: 'list' },
  { name: 'sizes', type: 'list', itemType: 'integer' },
  { name: 'extra', type: 'object' },
  { name: 'place', type: 'geopoint' },
  { name: 'order no', type: 'string' },
  { name: 'for', type: 'string' },
];
const row: Readonly<Record<string, string>> = {
  ...{ price: '12.50', amount: '3', status: 'paid', gift: '1', ordered_on: '2024-02-29' },
  ...{ shipped_at: '2024-03-01 09:30:00.000', tags: '["a","b"]', sizes: '[1,2]', place: '13.4,52.5' },
  extra: '{"floor": 3, "rooms": [{"no": 1}], "constructor": null}',
};
const expressions = new Expressions(fields.map((field) => ({ field, isAnyJson: false })));

function evaluate(text: string, values = row): boolean | string {
  const { expression, fault } = expressions.read(text);
  if (!expression) throw new Error(fault.message || `unknown: ${fault.unknown}`);
  return expression.evaluate(expression.fields.map((name) => values[name]));
}

test.each([
  ["status != 'paid' || price > 0.0"],
  ['price == 12.5 && amount == 3.0'],
  ['price * amount > 37.0 && price + 1.0 == 13.5 && -price < 0.0'],
  ['price > 12 && amount <= 3'],
  ['gift && !(status == "open")'],
  ["status in ['open', 'paid'] && !(amount in [1.0, 2.0])"],
  ["ordered_on < shipped_at && shipped_at - ordered_on < duration('48h')"],
  ["ordered_on == timestamp('2024-02-29T00:00:00Z') && shipped_at.getHours() == 9"],
  ['ordered_on.getFullYear() == 2024 && ordered_on.getMonth() == 1'],
  ["tags.exists(tag, tag == 'b') && tags.all(tag, size(tag) == 1) && size(tags) == 2"],
  ['sizes.exists_one(one, one > 1.0) && 2.0 in sizes && sizes[0] == 1.0'],
  ['extra.floor == 3.0 && extra.rooms[0].no == 1.0 && has(extra.floor) && !has(extra.name)'],
  ['extra["constructor"] == null'],
  ["status.startsWith('p') && status.endsWith('d') && status.contains('ai') && size(status) == 4"],
  ["status.matches('^[a-z]{4}$') && status.matches('ai') && !status.matches('^ai')"],
  ["tags.all(tag, tag.matches('[ab]'))"],
  ['place[0] < place[1]'],
  ["status == 'paid' ? price > 0.0 : false"],
  ["'\\u00e4' != status // a comment"],
])('%s holds', (text) => expect(evaluate(text)).toBe(true));

describe('blank values are null', () => {
  test.each([
    ['price == null'],
    ['null == price || price > 1.0'],
    ["status != 'paid' || price == null"],
    ['ordered_on == null && tags == null && extra == null && gift == null && place == null'],
    // As in CEL, an error beside a true does not count.
    ['price > 1.0 || true'],
  ])('%s holds', (text) => expect(evaluate(text, {})).toBe(true));

  test.each([['price > 1.0'], ['gift'], ['size(status) > 1'], ['tags.all(tag, true)'], ['extra.floor == 1.0']])(
    '%s is neither true nor false',
    (text) => expect(evaluate(text, {})).toEqual(expect.any(String)),
  );
});

test.each([
  ['status ==', 9, 'Unexpected token: EOF.'],
  ['price == 1', 0, 'CEL has no double == int. Numbers of fields are doubles: write 1.0 instead of 1.'],
  ["gift && price > 'a'", 8, 'CEL has no double > string. Convert one of them.'],
  ['ordered_on > status', 0, 'CEL has no timestamp > string. Convert one of them.'],
  ['price + 1.0', 0, 'The expression gives a value of the type double, not true or false. Compare it with something.'],
  ["status.matches('(a+)+$') && status.matches(status)", 43, 'matches takes a pattern in quotes.'],
  ["status.matches('(?=a)')", 15, 'XML Schema has no (?=. Write the pattern without it.'],
  ["tags.map(tag, tag) == ['a']", 0, 'There is no function map. Use one of: all'],
  ["status.split(',') == []", 0, 'There is no function split. Use one of: all'],
  ['tags.all(one, tags.all(other, one == other))', 14, 'all cannot be used within another all, exists, exists_one.'],
  ["tags.all(one, one + one == 'aa')", 14, '+ cannot be used within all, exists, exists_one.'],
  [`price${' + price'.repeat(21)} > 1.0`, 0, 'An expression has at most 20 sums.'],
  [`${'('.repeat(3_000)}true`, 40, 'Exceeded maxDepth (40).'],
  [`gift${' && gift'.repeat(500)}`, 0, 'Exceeded maxAstNodes (500).'],
])('%j is refused at its place', (text, at, message) => {
  const { fault } = expressions.read(text);
  expect(fault).toEqual({ message: expect.stringContaining(message), at: expect.any(Number) });
  if (!message.startsWith('Exceeded')) expect(fault?.at).toBe(at);
});

test.each([
  ['prise > 1.0', 'prise'],
  ['tags.all(tag, tag == tog)', 'tog'],
  ['tags.all(tag, true) && tag == status', 'tag'],
])('%s names something unknown', (text, unknown) => expect(expressions.read(text).fault).toMatchObject({ unknown }));

test('a pattern that would take other engines for ever, and a list that is compared with each of its items, end quickly', () => {
  const start = process.cpuUsage();
  expect(evaluate("status.matches('(a+)+(a+)+b')", { ...row, status: 'a'.repeat(20_000) })).toBe(false);
  const tags = JSON.stringify(Array.from({ length: 800 }, (_, at) => String(at)));
  expect(evaluate('tags.all(tag, tag in tags)', { ...row, tags })).toBe(true);
  expect(evaluate('tags == null || tags != []', { ...row, tags: `["${'a'.repeat(5_000)}"]` })).toBe(
    'a value has more than 5,000 characters, too many for a check',
  );
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(2);
});

test('any text is an expression or refused, and no row makes one throw', () => {
  const word = fc.constantFrom(
    ...[
      'price',
      'status',
      'tags',
      'extra',
      'gift',
      'ordered_on',
      '&&',
      '||',
      '==',
      '<',
      '+',
      '-',
      '!',
      '?',
      ':',
      '(',
      ')',
    ],
    ...[
      '[',
      ']',
      '.',
      ',',
      "'a'",
      '1.0',
      '1',
      'null',
      'true',
      'size',
      'all',
      'matches',
      'has',
      '{',
      '}',
      '"',
      '//',
      'in',
    ],
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      'price > 1.0',
      'tags[1] == "a"',
      'extra.a.b == 1.0',
      'timestamp(status) > ordered_on',
      'int(price) / 0 == 1',
    ),
  );
  const values = fc.record(
    {
      price: fc.constantFrom('1', '1e400', '99999999999999999999'),
      status: fc.string(),
      tags: fc.array(fc.string()).map((items) => JSON.stringify(items)),
      extra: fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value)),
      gift: fc.constantFrom('0', '1'),
      ordered_on: fc.constantFrom('2024-01-01', '9999-12-31'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(text, values, (given, stored) => {
      const { expression, fault } = expressions.read(given);
      if (expression) expression.evaluate(expression.fields.map((name) => (stored as Record<string, string>)[name]));
      else expect(fault.unknown ?? fault.message).toMatch(/./);
    }),
    runs(2_000),
  );
});
