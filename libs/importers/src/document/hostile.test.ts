import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.ts';
import { MOST_PROBLEMS, readDefinition } from './read-definition.ts';
import { editedOrders } from './testing/orders.ts';

const MIB = 1024 * 1024;
/** Processor seconds that any text may take; the slowest takes a third of it. */
const MOST_SECONDS = 12;

/** Reads a text, which must end quickly, and returns the codes of its problems. */
function codesOf(text: string): string[] {
  const start = process.cpuUsage();
  const { problems } = readDefinition(text);
  const { user } = process.cpuUsage(start);
  expect(user / 1e6).toBeLessThan(MOST_SECONDS);
  return [...new Set(problems.map(({ code }) => code))];
}

const laughs = (levels: number): string =>
  Array.from({ length: levels }, (_, level) =>
    level === 0 ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]' : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`,
  ).join('\n');

describe('hostile YAML', () => {
  test.each([
    ['a billion laughs', laughs(9), ['TOO_LARGE']],
    ['an alias of itself', 'a: &a [*a]', ['SYNTAX']],
    ['a list 20,000 levels deep', '['.repeat(20_000) + ']'.repeat(20_000), ['SYNTAX']],
    ['an object 100 levels deep', '{a: '.repeat(100) + '}'.repeat(100), ['TOO_LARGE']],
    ['a member written twice', 'name: a\nname: b', ['DUPLICATE']],
    ['a tag of JavaScript', 'name: !!js/function "() => 1"', ['SYNTAX']],
    ['a tag of binary data', 'name: !!binary aGVsbG8=', ['SYNTAX']],
    ['a key that is a list', '? [name]\n: a', ['SYNTAX']],
    ['a merge of another object', 'a: &a { name: x }\nb: { <<: *a }', ['UNKNOWN_MEMBER']],
    ['a prototype', '__proto__: { name: x }', ['UNKNOWN_MEMBER']],
    ['nothing', '', ['WRONG_TYPE']],
    ['only comments', '# nothing\n', ['WRONG_TYPE']],
    ['NUL', '\0', ['WRONG_TYPE']],
  ])('%s is refused', (_what, text, codes) => expect(codesOf(text)).toEqual(expect.arrayContaining(codes)));

  test.each([
    ['names', Array.from({ length: 90_000 }, (_, index) => `a${index}: 1`).join('\n')],
    ['braces', '}'.repeat(60_000)],
    ['commas', `[${','.repeat(60_000)}`],
    ['tags', '! '.repeat(30_000)],
    ['anchors', Array.from({ length: 30_000 }, (_, index) => `- &a${index} x`).join('\n')],
    ['aliases', `- &a x\n${'- *a\n'.repeat(45_000)}`],
    ['quotes', '"'.repeat(60_000)],
    ['documents', '---\n'.repeat(60_000)],
    ['spaces', ' '.repeat(MIB)],
    ['line breaks', '\n'.repeat(MIB)],
    ['escapes', `"${'\\x'.repeat(MIB / 16)}"`],
    ['lines of a text', `"${'a\n'.repeat(MIB / 2 - 2)}"`],
    ['digits', '9'.repeat(MIB)],
    ['empty objects', `[${'{},'.repeat(30_000)}]`],
    ['unknown names', `columns: {${Array.from({ length: 15_000 }, (_, index) => `"${index}": 1`).join(', ')}}`],
  ])('a text of many %s ends quickly', (_what, text) => expect(codesOf(text)).not.toEqual([]));

  test('a text of more than 1 MiB is not read', () => {
    expect(codesOf(' '.repeat(MIB + 1))).toEqual(['TOO_LARGE']);
    expect(codesOf('ä'.repeat(MIB / 2 + 1))).toEqual(['TOO_LARGE']);
  });
});

describe('long lists in definitions end quickly', () => {
  const many = (count: number, make: (index: number) => unknown) => Array.from({ length: count }, (_, at) => make(at));
  const big = (edits: Record<string, unknown>): string[] => codesOf(JSON.stringify(editedOrders(edits)));

  test.each([
    [
      'fields, each with a wrong pattern',
      { 'schema.fields': many(2_000, (at) => ({ name: `f${at}`, type: 'string', constraints: { pattern: '(?:a' } })) },
    ],
    ['unique keys', { 'schema.uniqueKeys': many(20_000, (at) => [`k${at}`]) }],
    ['names in a key', { 'schema.primaryKey': many(50_000, (at) => `k${at}`) }],
    [
      'allowed values',
      {
        'schema.fields[5].constraints.enum': many(50_000, (at) => `v${at}`),
        'columns.status.synonyms': Object.fromEntries(many(20_000, (at) => [`s${at}`, `w${at}`]) as [string, string][]),
      },
    ],
    [
      'large patterns',
      {
        'schema.fields': many(2_000, (at) => ({
          name: `f${at}`,
          type: 'string',
          constraints: { pattern: '\\p{L}{900}', enum: ['a'.repeat(900)] },
        })),
      },
    ],
    ['expressions', { checks: many(8_000, (at) => ({ expr: `price > ${at} && !(gift ||`, code: 'X', message: 'x' })) }],
    ['aliases', { 'columns.status.aliases': many(50_000, (at) => `a${at % 25_000}`) }],
    ['checks', { checks: many(8_000, (at) => ({ lower: `a${at}`, upper: `b${at}`, code: 'X', message: 'x' })) }],
  ])('%s', (_what, edits) => expect(big(edits)).not.toEqual([]));

  test('at most 1,000 problems are reported', () => {
    const { problems } = readDefinition(JSON.stringify(editedOrders({ 'schema.primaryKey': many(5_000, String) })));
    expect(problems).toHaveLength(MOST_PROBLEMS);
  });

  test.each([
    ['nested groups', '('.repeat(100_000)],
    ['nested repetitions', `${'('.repeat(90)}a${'*)'.repeat(90)}`],
    ['sets', '[a-z]'.repeat(100_000)],
    ['braces', 'a{'.repeat(100_000)],
  ])('a pattern of %s', (_what, pattern) => {
    expect(big({ 'schema.fields[0].constraints.pattern': pattern }).length).toBeLessThan(2);
  });

  test.each([
    ['a huge exponent', '1e999999999'],
    ['a tiny exponent', '1e-999999999'],
    ['500,000 digits', '9'.repeat(500_000)],
    ['500,000 decimals', `0.${'0'.repeat(500_000)}1`],
  ])('a bound with %s', (_what, minimum) => {
    expect(big({ 'schema.fields[2].constraints': { minimum } })).toEqual(['NOT_OF_TYPE']);
  });
});

/** Definitions with random values in random places. */
const paths = [
  ...['name', 'title', 'target', 'target.table', 'target.stamps', 'schema', 'schema.fields', 'schema.fields[0]'],
  ...[
    'schema.fields[1].type',
    'schema.fields[1].format',
    'schema.fields[1].constraints',
    'schema.fields[2].decimalChar',
  ],
  ...['schema.fields[3].constraints.minimum', 'schema.fields[5].constraints.enum', 'schema.fields[5].categories'],
  ...['schema.fields[0].constraints.pattern', 'schema.primaryKey', 'schema.uniqueKeys', 'schema.foreignKeys'],
  ...['schema.missingValues', 'columns', 'columns.order_no', 'columns.status.default', 'columns.status.synonyms'],
  ...['columns.order_no.generate', 'lookups', 'lookups[0].fields', 'checks', 'checks[0]', 'checks[0].lower', 'file'],
  ...['file.headerRow', 'access', 'modes', 'modes.onDuplicate', 'resources'],
];
const words = fc.constantFrom(
  'order_no',
  'line',
  'any',
  'date',
  '%d.%m.%Y',
  'now',
  '2024-01-01',
  '1,5',
  '[a-z',
  'true',
  '',
);
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  words,
  fc.array(words),
  fc.dictionary(words, fc.jsonValue({ maxDepth: 2 })),
);

describe('any text is read or refused, and never throws; what is read can be compiled', () => {
  const wellFormed = (text: string): void => {
    const { definition, problems } = readDefinition(text);
    expect(definition === undefined).toBe(problems.length > 0);
    if (definition) compile(definition);
    for (const { message } of problems) {
      expect(message).toMatch(/^\S.{5,}[.?]$/su);
      expect(message).not.toMatch(/Invalid input|received|undefined/);
    }
  };

  test('random characters', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), wellFormed), runs(500));
  });

  test('random marks of YAML', () => {
    const mark = fc.constantFrom(...'-:?[]{},&*!|>\'"%@`# \n\t', 'a', '1', '<<', '---', '...', '  ');
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 60 }), (marks) => wellFormed(marks.join(''))),
      runs(500),
    );
  });

  test('random JSON', () => {
    fc.assert(fc.property(fc.json(), wellFormed), runs(250));
  });

  test('a definition with random parts', () => {
    const edits = fc.uniqueArray(fc.tuple(fc.constantFrom(...paths), junk), {
      selector: ([path]) => path,
      maxLength: 3,
    });
    fc.assert(
      fc.property(edits, (given) => {
        let document: unknown;
        try {
          document = editedOrders(Object.fromEntries(given));
        } catch {
          return; // One edit has removed the place of another.
        }
        wellFormed(JSON.stringify(document));
      }),
      runs(125),
    );
  });

  test('a data package with random parts', () => {
    const resource = fc.record(
      { name: junk, schema: junk, dialect: junk, encoding: junk, title: junk },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 2 }), (resources) => wellFormed(JSON.stringify({ resources }))),
      runs(50),
    );
  });
});
