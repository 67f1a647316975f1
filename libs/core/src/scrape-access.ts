import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Headers that a proxy adds; their presence means that the address of the socket is the proxy's. */
const PROXY_HEADERS = [
  ...['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto'],
  ...['x-forwarded-server', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip'],
];

/** Whether a proxy says that it passed the request on. */
export const isForwarded = (headers: Readonly<Record<string, unknown>>): boolean =>
  PROXY_HEADERS.some((name) => headers[name] !== undefined);

/** Loopback, link-local and private networks (RFC 1918, 3927, 4193, 4291). */
const privateNetworks = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  privateNetworks.addSubnet(network, bits, 'ipv4');
}
privateNetworks.addAddress('::1', 'ipv6');
privateNetworks.addSubnet('fc00::', 7, 'ipv6');
privateNetworks.addSubnet('fe80::', 10, 'ipv6');

/** Converts an IPv4 address that a dual-stack socket reports as IPv6 (::ffff:10.0.0.1); removes an IPv6 zone. */
export const plainAddress = (address: string): string =>
  address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/s, '');

export function isPrivateAddress(address: string): boolean {
  const plain = plainAddress(address);
  return privateNetworks.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address of a socket belongs to this machine alone. */
export function isLoopbackAddress(address: string): boolean {
  const plain = plainAddress(address);
  return isIP(plain) !== 0 && loopback.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

export interface Scrape {
  /** The remote address of the socket. */
  readonly address: string | undefined;
  readonly authorization: string | undefined;
  /** The request came through a proxy, so the address is the proxy's. */
  readonly forwarded: boolean;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether metrics may be served: with a token, to any caller that sends it; without one, to this machine and private
 * networks, but never through a proxy, which would make every client look private.
 */
export function mayScrape({ address, authorization, forwarded }: Scrape, token: string | undefined): boolean {
  if (token !== undefined) return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
  return address !== undefined && !forwarded && isPrivateAddress(address);
}
