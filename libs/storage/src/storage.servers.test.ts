import { afterAll, describe, expect, it } from 'vitest';
import { createStorage } from './create-storage.ts';
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

  it('is not created against the configuration', async () => {
    const storage = createStorage(testConfig({ createBucket: false }), testLogger);
    expect(await errorOf(storage.ensureBucket())).toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryable: true });
    storage.close();
  });

  it('refuses wrong credentials at once, and without telling them', async () => {
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
