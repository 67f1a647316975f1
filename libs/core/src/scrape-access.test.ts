import { expect, it } from 'vitest';
import { isPrivateAddress, mayScrape } from './scrape-access.ts';

it.each(['127.0.0.1', '::1', '::ffff:10.1.2.3', '172.31.255.255', '192.168.0.1', 'fd00::1', 'fe80::1%eth0'])(
  'treats %s as a private address',
  (address) => expect(isPrivateAddress(address)).toBe(true),
);

it.each(['8.8.8.8', '172.32.0.1', '::ffff:8.8.8.8', '2001:db8::1', '11.0.0.1', 'nonsense', ''])(
  'does not treat %j as a private address',
  (address) => expect(isPrivateAddress(address)).toBe(false),
);

const nearby = { address: '127.0.0.1', authorization: undefined, forwarded: false };
const far = { address: '203.0.113.7', authorization: undefined, forwarded: false };

it('without a token, serves metrics to private addresses only, and never through a proxy', () => {
  expect(mayScrape(nearby, undefined)).toBe(true);
  expect(mayScrape({ ...nearby, forwarded: true }, undefined)).toBe(false);
  expect(mayScrape(far, undefined)).toBe(false);
  expect(mayScrape({ ...nearby, address: undefined }, undefined)).toBe(false);
});

it('with a token set, serves only callers that send it', () => {
  expect(mayScrape({ ...far, authorization: 'Bearer s3cret' }, 's3cret')).toBe(true);
  expect(mayScrape({ ...far, authorization: 'Bearer s3cret ' }, 's3cret')).toBe(false);
  expect(mayScrape(nearby, 's3cret')).toBe(false);
});
