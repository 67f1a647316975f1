import { isIP } from 'node:net';

/** An entry of STORAGE_ENDPOINT_ALLOW: a host, all hosts below a domain, or a network of addresses. */
export type EndpointRule =
  | { readonly kind: 'host'; readonly host: string; readonly port: string | undefined }
  | { readonly kind: 'subdomains'; readonly domain: string; readonly port: string | undefined }
  | { readonly kind: 'network'; readonly address: string; readonly prefix: number };

const NETWORK = /^([0-9a-f.:]{2,39})\/(\d{1,3})$/;
const HOST = /^(\*\.)?([a-z0-9.-]{1,253}|\[[0-9a-f.:]{2,39}\])(?::(\d{1,5}))?$/;

/** Reads `s3.example.com`, `10.0.0.7:8333`, `[fd00::7]`, `*.example.com` or `10.0.0.0/8`; undefined if it is none of them. */
export function endpointRule(text: string): EndpointRule | undefined {
  const [, address = '', bits = ''] = NETWORK.exec(text.toLowerCase()) ?? [];
  if (isIP(address) !== 0) {
    const prefix = Number(bits);
    return prefix <= (isIP(address) === 4 ? 32 : 128) ? { kind: 'network', address, prefix } : undefined;
  }
  const [, star, host = '', port] = HOST.exec(text.toLowerCase()) ?? [];
  if (host === '' || !URL.canParse(`http://${host}`)) return undefined;
  if (star !== undefined) return { kind: 'subdomains', domain: host, port };
  return { kind: 'host', host: new URL(`http://${host}`).hostname, port };
}
