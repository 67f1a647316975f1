import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { addressKey, clientAddress } from './client-address.ts';

const request = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('the address of a client', () => {
  it.each([
    ['no proxy is trusted', 0, request('203.0.113.1', '198.51.100.9'), '203.0.113.1'],
    ['one proxy', 1, request('10.0.0.1', '198.51.100.9'), '198.51.100.9'],
    ['one proxy, and a client that made something up', 1, request('10.0.0.1', '1.2.3.4, 198.51.100.9'), '198.51.100.9'],
    ['two proxies', 2, request('10.0.0.1', '1.2.3.4, 198.51.100.9,10.0.0.2'), '198.51.100.9'],
    ['fewer proxies than expected', 2, request('10.0.0.1', '198.51.100.9'), '198.51.100.9'],
    ['no header', 1, request('10.0.0.1'), '10.0.0.1'],
    ['a dual-stack socket', 0, request('::ffff:203.0.113.1'), '203.0.113.1'],
  ])('%s', (_name, proxies, incoming, expected) => expect(clientAddress(incoming, proxies)).toBe(expected));
});

it.each([
  ['203.0.113.1', '203.0.113.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::', 'fe80:0:0:0::/64'],
])('counts the address %s as %s', (address, key) => expect(addressKey(address)).toBe(key));
