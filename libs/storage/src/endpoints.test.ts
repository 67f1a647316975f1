import { createServer, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { createLogger } from '@sluice/core';
import { parseEnv, storageSettings } from '@sluice/core/settings';
import { afterEach, describe, expect, it } from 'vitest';
import { createStorageServers } from './chunks/servers.ts';
import type { ServerPlace } from './chunks/types.ts';
import { createStorage } from './create-storage.ts';
import { checkEndpoints, guardLookup, isLinkLocal } from './endpoints.ts';
import { storageConfigFromEnv } from './env.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const configOf = (env: Record<string, string> = {}) =>
  storageConfigFromEnv(
    parseEnv(storageSettings, {
      S3_ENDPOINT: 'http://s3.internal:8333',
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: 'secret',
      ...env,
    }),
  );
const place = (endpoint: string | null, publicEndpoint: string | null = null): ServerPlace => ({
  ...{ serverId: '0193-1', name: 'far', endpoint, publicEndpoint },
  ...{ region: 'us-east-1', bucket: 'chunks', credentialsRef: 'default' },
});
const refusedField = (endpoint: string | null, env: Record<string, string> = {}, publicEndpoint?: string) => {
  try {
    checkEndpoints(configOf(env), place(endpoint, publicEndpoint));
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ code: 'STORAGE_REFUSED', retryable: false });
    return (error as { context: { field: string } }).context.field;
  }
};

describe('link-local addresses', () => {
  it.each([
    'http://169.254.169.254',
    'http://169.254.0.1:8333',
    'http://2852039166',
    'http://0xa9fea9fe',
    'http://0251.0376.0251.0376',
    'http://169.254.43518',
    'http://169.254.169.254.',
    'http://[::ffff:169.254.169.254]',
    'http://[::ffff:a9fe:a9fe]',
    'http://[0:0:0:0:0:ffff:a9fe:a9fe]',
    'http://[::169.254.169.254]',
    'http://[64:ff9b::169.254.169.254]',
    'http://[2002:a9fe:a9fe::1]',
    'http://[fe80::1]',
    'http://[febf::1]',
    'http://[fd00:ec2::254]',
    'http://１６９。２５４。１６９。２５４',
  ])('%s is never a storage server, allow-list or not', (endpoint) => {
    expect(refusedField(endpoint)).toBe('endpoint');
    expect(refusedField(endpoint, { STORAGE_ENDPOINT_ALLOW: '0.0.0.0/0,::/0,169.254.169.254' })).toBe('endpoint');
    expect(refusedField('http://10.0.0.7', {}, endpoint)).toBe('public_endpoint');
  });

  it.each(['http://10.0.0.7', 'http://127.0.0.1:8333', 'http://168.254.1.1', 'http://[fd00::7]', 'https://s3.example'])(
    '%s is none',
    (endpoint) => expect(refusedField(endpoint)).toBeUndefined(),
  );

  it('are also found behind a name, in any of its addresses', async () => {
    const resolveWith =
      (...addresses: string[]): LookupFunction =>
      (_hostname, options, callback) => {
        const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
        if (options.all) callback(null, all);
        else callback(null, addresses[0] ?? '', all[0]?.family);
      };
    const outcome = (all: boolean, ...addresses: string[]) =>
      new Promise((resolve) =>
        guardLookup(resolveWith(...addresses))('s3.evil.example', { all }, (error) => resolve(error?.message ?? 'ok')),
      );
    for (const all of [true, false]) {
      expect(await outcome(all, '10.0.0.7')).toBe('ok');
      expect(await outcome(all, '169.254.169.254')).toContain('resolves to the link-local address 169.254.169.254');
      expect(await outcome(all, '::ffff:169.254.169.254')).toContain('link-local');
      expect(await outcome(all, 'fe80::1%eth0')).toContain('link-local');
    }
    expect(await outcome(true, '10.0.0.7', '169.254.169.254')).toContain('link-local');
    expect(isLinkLocal('not an address')).toBe(false);
  });
});

describe('STORAGE_ENDPOINT_ALLOW', () => {
  const allow = 's3.example.com, *.farm.example:8333, 10.1.0.0/16, [fd00::7], 192.168.0.9:9000';
  const refused = (endpoint: string | null, publicEndpoint?: string) =>
    refusedField(endpoint, { STORAGE_ENDPOINT_ALLOW: allow }, publicEndpoint);

  it.each([
    'https://s3.example.com',
    'http://S3.Example.com:8333',
    'http://a.farm.example:8333',
    'http://a.b.farm.example:8333',
    'http://10.1.2.3:1',
    'http://[fd00::7]:8333',
    'http://192.168.0.9:9000',
    null,
  ])('allows %s', (endpoint) => expect(refused(endpoint)).toBeUndefined());

  it.each([
    'https://s3.example.com.evil.example',
    'https://xs3.example.com',
    'http://a.farm.example',
    'http://farm.example:8333',
    'http://xfarm.example:8333',
    'http://10.2.0.1',
    'http://10.1.2.3.evil.example',
    'http://192.168.0.9',
    'http://127.0.0.1',
  ])('refuses %s', (endpoint) => expect(refused(endpoint)).toBe('endpoint'));

  it('covers the public endpoint, but not the storage of the installation itself', () => {
    expect(refused('http://10.1.2.3', 'https://evil.example')).toBe('public_endpoint');
    expect(refused('http://s3.internal:8333')).toBeUndefined();
  });

  it.each(['s3.example.com/bucket', 'https://s3.example.com', '10.0.0.0/33', '*', 'a b', 's3:123456', ''])(
    'does not accept the entry %j',
    (entry) => {
      expect(() => configOf({ STORAGE_ENDPOINT_ALLOW: `s3.example.com,${entry}` })).toThrow(/STORAGE_ENDPOINT_ALLOW/);
    },
  );
});

describe('a storage server', () => {
  const open: Server[] = [];
  afterEach(() => Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));
  async function listen(answer: (url: string) => { status: number; location?: string }) {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.url ?? '');
      const { status, location } = answer(request.url ?? '');
      response.writeHead(status, location ? { location } : {}).end();
    });
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { seen, port: (server.address() as AddressInfo).port };
  }
  const config = configOf({ S3_MAX_ATTEMPTS: '1' });
  const storageOf = (endpoint: string, others = config) =>
    createStorageServers({ config: others, main: createStorage(others, logger), logger }).storageOf(place(endpoint));

  it.each([301, 302, 307, 308])('cannot redirect requests elsewhere (%i)', async (status) => {
    const target = await listen(() => ({ status: 200 }));
    const { seen, port } = await listen(() => ({
      status,
      location: `http://127.0.0.1:${target.port}/latest/meta-data`,
    }));
    await expect(storageOf(`http://127.0.0.1:${port}`).check()).rejects.toMatchObject({
      code: expect.stringMatching(/^STORAGE_/),
    });
    expect([seen.length > 0, target.seen]).toEqual([true, []]);
  });

  it('is reached by name through the guarded lookup', async () => {
    const { seen, port } = await listen(() => ({ status: 200 }));
    await storageOf(`http://localhost:${port}`).check();
    expect(seen.length).toBeGreaterThan(0);
  });

  it('is refused before anything is sent if its endpoint is not allowed', async () => {
    const { seen, port } = await listen(() => ({ status: 200 }));
    const strict = configOf({ STORAGE_ENDPOINT_ALLOW: 's3.example.com' });
    expect(() => storageOf(`http://127.0.0.1:${port}`, strict)).toThrow(/is not in STORAGE_ENDPOINT_ALLOW/);
    expect(seen).toEqual([]);
  });
});
