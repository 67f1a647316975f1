import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { AppError } from '@sluice/core';
import type { EndpointRule } from '@sluice/core/settings';
import type { ServerPlace } from './chunks/types.ts';
import type { StorageConfig } from './env.ts';

/**
 * Link-local networks (RFC 3927, 4291), where clouds serve the credentials of the machine: as IPv4, and as IPv6 that stands
 * for IPv4. Mapped addresses (::ffff:169.254.0.0) are compared as IPv4 by BlockList itself.
 */
const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
for (const [network, prefix] of [
  ['fe80::', 10],
  ['ff02::', 16],
  // IPv4-compatible and translated addresses, NAT64 and 6to4 (RFC 4291, 2765, 6052, 3056).
  ['::a9fe:0', 112],
  ['::ffff:0:a9fe:0', 112],
  ['64:ff9b::a9fe:0', 112],
  ['2002:a9fe::', 32],
] as const) {
  linkLocal.addSubnet(network, prefix, 'ipv6');
}
/** The metadata service of AWS over IPv6. */
linkLocal.addAddress('fd00:ec2::254', 'ipv6');

/** Whether an IP address, with or without an IPv6 zone, must never be a storage server. */
export function isLinkLocal(address: string): boolean {
  const [plain = ''] = address.split('%');
  return isIP(plain) !== 0 && linkLocal.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** The host as it is connected to: the URL parser has turned decimal, octal and hexadecimal addresses into dotted ones. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Whether an entry of the allow-list covers the endpoint. A network covers addresses, not names that resolve to them. */
function covers(rule: EndpointRule, url: URL): boolean {
  if (rule.kind === 'network') {
    const network = new BlockList();
    network.addSubnet(rule.address, rule.prefix, isIPv6(rule.address) ? 'ipv6' : 'ipv4');
    const host = hostOf(url);
    return isIP(host) !== 0 && network.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (rule.port !== undefined && rule.port !== port) return false;
  return rule.kind === 'host' ? url.hostname === rule.host : url.hostname.endsWith(`.${rule.domain}`);
}

type Trusting = Pick<StorageConfig, 'endpoint' | 'publicEndpoint' | 'endpointRules'>;

/** Whether the endpoint is S3_ENDPOINT or S3_PUBLIC_ENDPOINT, which only the environment can set. */
export function isOwnEndpoint({ endpoint, publicEndpoint }: Trusting, candidate: string): boolean {
  const { origin } = new URL(candidate);
  return [endpoint, publicEndpoint].some((own) => own !== undefined && new URL(own).origin === origin);
}

/**
 * Refuses the endpoints of a storage server that an operator may not use.
 * @throws AppError STORAGE_REFUSED; `context.field` is `endpoint` or `public_endpoint`
 */
export function checkEndpoints(config: Trusting, { serverId, name, endpoint, publicEndpoint }: ServerPlace): void {
  for (const [field, candidate] of Object.entries({ endpoint, public_endpoint: publicEndpoint })) {
    if (candidate === null || isOwnEndpoint(config, candidate)) continue;
    const url = new URL(candidate);
    const why = isLinkLocal(hostOf(url))
      ? 'is a link-local address, which storage servers may not use'
      : config.endpointRules.length > 0 && !config.endpointRules.some((rule) => covers(rule, url))
        ? 'is not in STORAGE_ENDPOINT_ALLOW'
        : undefined;
    if (why === undefined) continue;
    const message = `The ${field} ${url.origin} of storage server ${name} ${why}.`;
    throw new AppError('STORAGE_REFUSED', message, { context: { field, serverId, server: name } });
  }
}

/** A DNS lookup that fails for a name with a link-local address, whatever its other addresses are, each time it connects. */
export const guardLookup =
  (resolve: LookupFunction): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, options, (error, address, family) => {
      const found = typeof address === 'string' ? [address] : (address ?? []).map((one) => one.address);
      const bad = error ? undefined : found.find(isLinkLocal);
      if (bad === undefined) return callback(error, address, family);
      const message = `${hostname} resolves to the link-local address ${bad}, which storage servers may not use.`;
      callback(new AppError('STORAGE_REFUSED', message), address, family);
    });

export const guardedLookup: LookupFunction = guardLookup(lookup as LookupFunction);
