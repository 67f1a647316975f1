import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { readPattern, SHORT } from '../document/pattern.ts';
import { matcherOf } from './match-pattern.ts';

const atom = fc.constantFrom(
  'a',
  'b',
  '[ab]',
  '[^a]',
  '[a-c1]',
  '\\d',
  '\\D',
  '\\w',
  '\\W',
  '\\-',
  '[$]',
  '.',
  '\\s',
  'é',
  '👍',
);
const quantifier = fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,3}', '{0,2}', '{2,}');
const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
  piece: fc
    .tuple(
      fc.oneof(
        { maxDepth: 3 },
        atom,
        tie('pattern').map((inner) => `(${inner})`),
      ),
      quantifier,
    )
    .map((parts) => parts.join('')),
  pattern: fc
    .array(fc.oneof({ weight: 5, arbitrary: tie('piece') }, fc.constant('|')), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join('')),
}));
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', '1', '-', '$', ' ', '\n', '\u2028', 'é', '👍'),
  maxLength: 12,
});

test('short texts match the same patterns as in RE2', () => {
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
      fc.pre(readPattern(source).fault === undefined);
      const [matches, linear] = [matcherOf(source), RE2JS.compile(source)];
      for (const one of texts) expect([one, matches(one)]).toEqual([one, linear.matches(one)]);
    }),
    runs(),
  );
});

test('a text that is not short is matched too', () => {
  const matches = matcherOf('[a-z]+');
  expect([matches('a'.repeat(SHORT * 2)), matches(`${'a'.repeat(SHORT * 2)}1`)]).toEqual([true, false]);
});

test.each([
  ['[A-Z]{3}-[0-9]{4,6}(-[SMLX]{1,2})?', 9],
  ['[a-z]+', SHORT],
  ['[a-z]*[0-9]*', (SHORT + 1) ** 2],
  ['(a|b){3}', 8],
  ['(a?){2}', 4],
  ['(a|a)*', Number.POSITIVE_INFINITY],
  ['(a*)*', Number.POSITIVE_INFINITY],
  ['\\p{L}', Number.POSITIVE_INFINITY],
  ['a.b', Number.POSITIVE_INFINITY],
])('counts the ways in which %s can match', (source, ways) => {
  expect(readPattern(source).ways).toBe(ways);
});
