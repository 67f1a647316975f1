import { expect, it } from 'vitest';
import { excerpt, quotedNames } from './excerpt.ts';

it('shortens a long name, never within a character', () => {
  expect(excerpt('name')).toBe('name');
  expect(excerpt('abcdef', 3)).toBe('abc…');
  expect(excerpt('ab😀', 3)).toBe('ab…');
});

it('lists names in at most a few thousand characters, however many and however long they are', () => {
  expect(quotedNames(['a', 'b'])).toBe('"a", "b"');
  const list = quotedNames(Array.from({ length: 2_000 }, () => 'x'.repeat(1_000_000)));
  expect(list.length).toBeLessThan(2_200);
  expect(list.endsWith(', …')).toBe(true);
});
