import { expect, it } from 'vitest';
import { askedAccount, isId, oneOf } from './search.ts';

it('what somebody typed into the address is only taken when it is one of the values', () => {
  expect(oneOf(['a', 'b'], 'b')).toBe('b');
  expect(oneOf(['a', 'b'], 'c')).toBeUndefined();
  expect(oneOf(['a', 'b'], undefined)).toBeUndefined();
});

it.each([
  ['0193a5b4-7c00-7000-8000-000000000001', true],
  ['0193A5B4-7C00-7000-8000-000000000001', true],
  ['0193a5b4', false],
  [' 0193a5b4-7c00-7000-8000-000000000001', false],
])('%j is an id: %s', (text, expected) => {
  expect(isId(text)).toBe(expected);
});

it('only operators ask for accounts, and for every one unless they name one', () => {
  expect(askedAccount(true, undefined)).toEqual({ account_id: '*' });
  expect(askedAccount(true, 'acme')).toEqual({ account_id: 'acme' });
  expect(askedAccount(false, 'acme')).toEqual({});
});
