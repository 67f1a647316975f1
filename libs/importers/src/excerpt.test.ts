import { expect, test } from 'vitest';
import { excerpt } from './excerpt.ts';

test('shortens a long value without cutting a character in two', () => {
  expect(excerpt('a'.repeat(500))).toBe('a'.repeat(500));
  expect(excerpt('a'.repeat(501))).toBe(`${'a'.repeat(500)}…`);
  expect(excerpt(`${'a'.repeat(499)}😀`)).toBe(`${'a'.repeat(499)}…`);
  expect(excerpt(`${'a'.repeat(498)}😀b`)).toBe(`${'a'.repeat(498)}😀…`);
});
