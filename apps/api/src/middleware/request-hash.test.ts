import { expect, it } from 'vitest';
import { hashForm, hashRequest } from './request-hash.ts';

it('the hash differs for any other method, path or content', () => {
  const fields = new Map([
    ['a', '1'],
    ['b', '2'],
  ]);
  const hashes = [
    hashRequest('POST', '/x', 'body'),
    hashRequest('PUT', '/x', 'body'),
    hashRequest('POST', '/xb', 'ody'),
    hashForm('POST', '/x', fields, 'f'.repeat(64)),
    hashForm('POST', '/x', fields, 'e'.repeat(64)),
    hashForm('POST', '/x', fields, undefined),
    hashForm(
      'POST',
      '/x',
      new Map([
        ['a', '1'],
        ['b', '3'],
      ]),
      'f'.repeat(64),
    ),
    hashForm('POST', '/x', new Map([['a', '1","b":"2']]), 'f'.repeat(64)),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
});

it('the hash does not depend on the order of form fields', () => {
  const one = new Map([
    ['a', '1'],
    ['b', '2'],
  ]);
  const other = new Map([
    ['b', '2'],
    ['a', '1'],
  ]);
  expect(hashForm('POST', '/x', one, 'f')).toBe(hashForm('POST', '/x', other, 'f'));
});
