import { describe, expect, it } from 'vitest';
import { plainCondition } from './plain-condition.ts';

describe('the same condition', () => {
  it.each([
    ['as MySQL repeats it', "(`state` in (_utf8mb4\\'open\\',_utf8mb4\\'paid\\'))"],
    ['as MariaDB repeats it', "`state` in ('open','paid')"],
    ['with other spaces and case', "STATE IN ( _latin1 'open' , 'paid' )"],
  ])('%s', (_, condition) => {
    expect(plainCondition(condition)).toBe(plainCondition("`state` in ('open','paid')"));
  });

  it.each([
    ['MySQL', "(`note` <> _utf8mb4\\'it\\\\\\'s\\')"],
    ['MariaDB', "`note` <> 'it\\'s'"],
  ])('with a quote in a text, as %s repeats it', (_, condition) => {
    expect(plainCondition(condition)).toBe(plainCondition("`note` <> 'it''s'"));
  });
});

it.each([
  ['the end of a text that looks like a character set', "`s` in ('state_new')", "`s` in ('state_old')"],
  ['case', "`s` in ('A')", "`s` in ('a')"],
  ['spaces', "`s` in ('a b')", "`s` in ('ab')"],
  ['brackets', "`s` in ('(a)')", "`s` in ('a')"],
  ['a comma', "`s` in ('a,b')", "`s` in ('a','b')"],
  ['a quote', "`s` in ('a'',''b')", "`s` in ('a','b')"],
  ['what a text looks like', "`s` in ('a')", '`s` in (a)'],
])('texts that differ in %s are not the same', (_, one, other) => {
  expect(plainCondition(one)).not.toBe(plainCondition(other));
});
