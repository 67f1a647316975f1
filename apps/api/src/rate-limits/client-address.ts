import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { plainAddress } from '@sluice/core';

/**
 * The address of the client: that of its socket or, behind `proxies` trusted proxies, the one that the outermost saw. Each
 * proxy appends its peer to X-Forwarded-For; earlier entries may be forged by the client.
 */
export function clientAddress({ socket, headers }: IncomingMessage, proxies: number): string {
  const peer = socket.remoteAddress ?? '';
  if (proxies === 0) return plainAddress(peer);
  const passed = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  return plainAddress([...passed, peer].at(-1 - Math.min(proxies, passed.length)) ?? peer);
}

/** The unit to count: one IPv4 address, or the IPv6 /64 network of one customer (RFC 6177). */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = address.includes('::') ? 8 - groups.length - tail.split(':').filter(Boolean).length : 0;
  const whole = [...groups, ...Array<string>(missing).fill('0'), ...tail.split(':').filter(Boolean)];
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
