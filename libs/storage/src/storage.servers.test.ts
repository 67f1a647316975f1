import {
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  PutBucketCorsCommand,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { createStorageServers } from './chunks/servers.ts';
import { createClients } from './client.ts';
import { createStorage } from './create-storage.ts';
import { sha256Of } from './testing/bytes.ts';
import { serverPlaceOf } from './testing/chunked.ts';
import { errorOf } from './testing/conformance/context.ts';
import { storageConformance } from './testing/conformance.ts';
import { storageFixture, testConfig, testLogger } from './testing/fixture.ts';

const suite = storageFixture();

storageConformance('S3', {
  partBytes: suite.config.partBytes,
  open: async () => {
    await suite.storage.ensureBucket();
    return suite.storage;
  },
  close: () => suite.remove(),
});

describe('a bucket', () => {
  const fresh = storageFixture();
  afterAll(() => fresh.remove());

  it('is created once by ten processes at the same moment', async () => {
    expect(await errorOf(fresh.storage.check())).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
    const processes = Array.from({ length: 10 }, () => createStorage(fresh.config, testLogger));
    await Promise.all(processes.map((storage) => storage.ensureBucket()));
    for (const storage of processes) storage.close();
    await fresh.storage.check();
  });

  it('lets browsers of the configured origins use presigned URLs, and aborts abandoned uploads', async () => {
    const { storage, config, remove } = storageFixture({ corsOrigins: ['https://app.example.test'] });
    const { work } = createClients(config, testLogger);
    await storage.ensureBucket();
    const contentType = 'text/csv';
    const put = await storage.presignPut('a', {
      expiresInSeconds: 60,
      contentType,
      sizeBytes: 1,
      sha256: sha256Of(Buffer.from('x')),
    });
    const preflight = (origin: string, method: string) =>
      fetch(put.url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': Object.keys(put.requiredHeaders).join(','),
        },
      });
    const allowed = await preflight('https://app.example.test', 'PUT');
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.test');
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PUT');
    for (const name of Object.keys(put.requiredHeaders)) {
      expect(allowed.headers.get('access-control-allow-headers')?.toLowerCase()).toContain(name);
    }
    expect((await preflight('https://other.example.test', 'PUT')).status).toBe(403);
    expect((await preflight('https://app.example.test', 'DELETE')).status).toBe(403);
    const headers = { ...put.requiredHeaders, origin: 'https://app.example.test' };
    const answer = await fetch(put.url, { method: 'PUT', body: 'x', headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-expose-headers')).toBe('ETag');

    const { Rules } = await work.send(new GetBucketLifecycleConfigurationCommand({ Bucket: config.bucket }));
    expect(Rules).toMatchObject([{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }]);
    work.destroy();
    await remove();
  });

  it('without rules gets them, and existing rules are kept', async () => {
    const { storage, config, remove } = storageFixture();
    const { work } = createClients(config, testLogger);
    const Bucket = config.bucket;
    await storage.ensureBucket();
    const origins = async () =>
      (await work.send(new GetBucketCorsCommand({ Bucket }))).CORSRules?.map(({ AllowedOrigins }) => AllowedOrigins);
    await work.send(new DeleteBucketCorsCommand({ Bucket }));
    const careful = createStorage({ ...config, createBucket: false }, testLogger);
    await careful.ensureBucket();
    expect(await errorOf(origins())).toMatchObject({ name: 'NoSuchCORSConfiguration' });
    careful.close();

    await storage.ensureBucket();
    expect(await origins()).toEqual([['*']]);
    const CORSRules = [{ AllowedOrigins: ['https://own.example.test'], AllowedMethods: ['GET'] }];
    await work.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    await storage.ensureBucket();
    expect(await origins()).toEqual([['https://own.example.test']]);
    work.destroy();
    await remove();
  });

  it('is created on a storage server too', async () => {
    const far = storageFixture();
    const config = testConfig();
    const servers = createStorageServers({ config, main: fresh.storage, logger: testLogger });
    const storage = servers.storageOf(serverPlaceOf(far.config, 'far'));
    await storage.ensureBucket();
    await far.storage.check();
    servers.close();
    await far.remove();
  });

  it('is not created unless the configuration allows it', async () => {
    const storage = createStorage(testConfig({ createBucket: false }), testLogger);
    expect(await errorOf(storage.ensureBucket())).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
    storage.close();
  });

  it('refuses wrong credentials at once, without revealing them', async () => {
    const credentials = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'not-the-secret' };
    const storage = createStorage({ ...fresh.config, credentials }, testLogger);
    const body = async function* () {
      yield Buffer.from('x');
    };
    const attempts = [
      storage.check(),
      storage.ensureBucket(),
      storage.head('a'),
      storage.getStream('a'),
      storage.putStream('a', body(), { contentType: 'text/plain' }),
      storage.delete('a'),
    ];
    for (const error of await Promise.all(attempts.map(errorOf))) {
      expect(error).toMatchObject({ code: 'STORAGE_REFUSED', retryable: false });
      expect((error as Error).message).not.toMatch(/AKIANOBODY|not-the-secret/);
    }
    storage.close();
  });
});
