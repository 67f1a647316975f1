import { expect, it } from 'vitest';
import { askedAccount, isId, oneOf } from './search.ts';

it('accepts a value from the URL only if it is one of the choices', () => {
  expect(oneOf(['a', 'b'], 'b')).toBe('b');
  expect(oneOf(['a', 'b'], 'c')).toBeUndefined();
  expect(oneOf(['a', 'b'], undefined)).toBeUndefined();
});

it.each([
  ['0193a5b4-7c00-7000-8000-000000000001', true],
  ['0193A5B4-7C00-7000-8000-000000000001', true],
  ['0193a5b4', false],
  [' 0193a5b4-7c00-7000-8000-000000000001', false],
])('recognizes %j as an id: %s', (text, expected) => {
  expect(isId(text)).toBe(expected);
});

it('operators query all accounts unless they name one; others only their own', () => {
  expect(askedAccount(true, undefined)).toEqual({ account_id: '*' });
  expect(askedAccount(true, 'acme')).toEqual({ account_id: 'acme' });
  expect(askedAccount(false, 'acme')).toEqual({});
});
