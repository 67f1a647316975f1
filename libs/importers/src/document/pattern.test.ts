import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { readPattern } from './pattern.ts';

const patternFault = (pattern: string) => readPattern(pattern).fault;

test.each([
  ...[
    '[A-Z]{2}[0-9]{6}',
    '^[0-9]{5}$',
    'a|b|',
    '(a|b)*c+d?',
    '\\p{Lu}\\p{L}*',
    '\\P{Nd}+',
    '\\d+\\.\\d{2}',
    '[^;,]*',
    '[$]\\^',
  ],
  ...[
    '[\\w.+-]+@[\\w-]+',
    '\\(\\+49\\)',
    'a{0,}',
    '()',
    '.',
    '[a\\-z]',
    '[-a]',
    '[a-]',
    '👍{2}',
    '[à-ü]',
    '\\\\',
    '\\{\\}\\[\\]',
  ],
  ...['(a{10}){100}', '[\\t\\n\\r ]', '^$'],
])('%s can be used', (pattern) => {
  expect(patternFault(pattern)).toBeUndefined();
  expect(() => RE2JS.compile(pattern)).not.toThrow();
  // What the two have in common is also a part of JavaScript's.
  expect(() => new RegExp(`^(?:${pattern})$`, 'u')).not.toThrow();
});

test.each([
  ...[
    '(?:a)',
    '(?i)a',
    '(?<n>a)',
    '(?P<n>a)',
    '(?=a)',
    'a*?',
    'a++',
    'a{2}{3}',
    '*a',
    '(*a)',
    'a|?',
    'a{',
    'a{,3}',
    'a{3,2}',
  ],
  ...[
    'a{1001}',
    '(a{100}){11}',
    '(a',
    'a)',
    '[a',
    '[]',
    '[^]',
    '[a-z-[aeiou]]',
    '[[:alpha:]]',
    '[z-a]',
    '[a-\\d]',
    '[\\d-z]',
  ],
  ...[
    '\\b',
    '\\A',
    '\\i',
    '\\1',
    '\\/',
    '\\$',
    '\\',
    '\\p{Greek}',
    '\\p{IsGreek}',
    '\\pL',
    '\\p{Cn}',
    'a^b',
    'a$b',
    ']',
    '}',
  ],
  ...['\\u0041', '\\x41', '\\cA'],
])('%s cannot, and the fault says what to write', (pattern) => expect(patternFault(pattern)).toMatch(/^\S.{10,}\.$/));
