import { createLogger } from '@sluice/core';
import { storageSettings } from '@sluice/core/settings';
import { afterEach, describe, expect, it } from 'vitest';
import { createStorage } from '../create-storage.ts';
import { storageConfigFromEnv } from '../env.ts';
import type { Storage } from '../storage.ts';
import { createStorageServers } from './servers.ts';
import type { ServerPlace } from './types.ts';

const config = storageConfigFromEnv(
  storageSettings.parse({
    S3_ENDPOINT: 'http://s3.internal:8333',
    S3_PUBLIC_ENDPOINT: 'https://files.example.test',
    S3_ACCESS_KEY_ID: 'OWNKEY',
    S3_SECRET_ACCESS_KEY: 'own-secret',
    S3_BUCKET: 'sluice',
    STORAGE_CREDENTIALS: '{"cellar": {"access_key_id": "CELLARKEY", "secret_access_key": "cellar-secret"}}',
  }),
);
const logger = createLogger({ service: 'test', level: 'silent' });
const main = createStorage(config, logger);
const servers = createStorageServers({ config, main, logger });
afterEach(() => servers.close());

const own: ServerPlace = {
  serverId: '0193-0',
  name: 'default',
  endpoint: null,
  publicEndpoint: null,
  region: 'us-east-1',
  bucket: 'sluice',
  credentialsRef: 'default',
};
const cellar: ServerPlace = {
  ...own,
  serverId: '0193-1',
  name: 'cellar',
  endpoint: 'http://cellar.internal:3900',
  publicEndpoint: 'https://cellar.example.test',
  region: 'eu-1',
  bucket: 'chunks',
  credentialsRef: 'cellar',
};

/** What a presigned URL shows about the storage that signed it. */
async function signedBy(storage: Storage) {
  const put = { expiresInSeconds: 60, contentType: 'text/csv', sizeBytes: 1 };
  const { origin, pathname, searchParams } = new URL((await storage.presignPut('k', put)).url);
  const [keyId, , region] = searchParams.get('X-Amz-Credential')?.split('/') ?? [];
  return { url: origin + pathname, keyId, region };
}

describe('the storage of a storage server', () => {
  it("is the installation's own storage for the default server", () => {
    expect(servers.storageOf(own)).toBe(main);
  });

  it('is opened once per location, under any server name', () => {
    const storage = servers.storageOf(cellar);
    expect(servers.storageOf({ ...cellar, serverId: '0193-2', name: 'renamed' })).toBe(storage);
    expect(servers.storageOf({ ...cellar, bucket: 'others' })).not.toBe(storage);
    expect(servers.storageOf({ ...cellar, publicEndpoint: null })).not.toBe(storage);
    expect(servers.storageOf({ ...cellar, credentialsRef: 'default' })).not.toBe(storage);
  });

  it('uses the endpoint, region, bucket and keys of the server', async () => {
    const storage = servers.storageOf(cellar);
    expect([storage.bucket, storage.env]).toEqual(['chunks', 'dev']);
    const cellarUrl = 'https://cellar.example.test/chunks/k';
    expect(await signedBy(storage)).toEqual({ url: cellarUrl, keyId: 'CELLARKEY', region: 'eu-1' });
  });

  it('signs URLs with its endpoint if the server has no public endpoint', async () => {
    const storage = servers.storageOf({ ...cellar, publicEndpoint: null, credentialsRef: 'default' });
    const url = 'http://cellar.internal:3900/chunks/k';
    expect(await signedBy(storage)).toEqual({ url, keyId: 'OWNKEY', region: 'eu-1' });
  });

  it("can be another bucket of the installation's own storage", async () => {
    const storage = servers.storageOf({ ...own, bucket: 'chunks' });
    expect(storage).not.toBe(main);
    const url = 'https://files.example.test/chunks/k';
    expect(await signedBy(storage)).toEqual({ url, keyId: 'OWNKEY', region: 'us-east-1' });
  });

  it.each(['attic', 'constructor'])('is refused if its credentials are not configured (%s)', (credentialsRef) => {
    expect(() => servers.storageOf({ ...cellar, credentialsRef })).toThrow(
      expect.objectContaining({
        code: 'STORAGE_REFUSED',
        message: `STORAGE_CREDENTIALS has no entry ${credentialsRef}, which storage server cellar needs.`,
        context: expect.objectContaining({ serverId: '0193-1' }),
      }),
    );
  });

  it('is opened again after all have been closed', () => {
    const storage = servers.storageOf(cellar);
    servers.close();
    expect(servers.storageOf(cellar)).not.toBe(storage);
    expect(servers.storageOf(own)).toBe(main);
  });
});
