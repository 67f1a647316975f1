import { createLogger } from '@sluice/core';
import { storageSettings } from '@sluice/core/settings';
import { describe, expect, it } from 'vitest';
import { createStorage } from './create-storage.ts';
import { storageConfigFromEnv } from './env.ts';

const env = storageSettings.parse({
  S3_ENDPOINT: 'http://s3.internal:8333',
  S3_PUBLIC_ENDPOINT: 'https://files.example.test',
  S3_ACCESS_KEY_ID: 'KEY',
  S3_SECRET_ACCESS_KEY: 'secret',
});
const storage = createStorage(storageConfigFromEnv(env), createLogger({ service: 'test', level: 'silent' }));

describe('a presigned URL', () => {
  it('names the endpoint that clients can reach', async () => {
    const url = new URL(await storage.presignGet('dev/a b', { expiresInSeconds: 600, fileName: 'a.csv' }));
    expect(url.origin + url.pathname).toBe('https://files.example.test/sluice/dev/a%20b');
    expect(url.searchParams.get('X-Amz-Expires')).toBe('600');
  });

  it('signs everything that the server must enforce, as headers', async () => {
    const put = { expiresInSeconds: 900, contentType: 'text/csv', sizeBytes: 5, sha256: '00'.repeat(32) };
    const { url, requiredHeaders, expiresAt } = await storage.presignPut('dev/k', put);
    const { searchParams } = new URL(url);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe(
      'content-length;content-type;host;x-amz-checksum-sha256;x-amz-sdk-checksum-algorithm',
    );
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    expect(requiredHeaders).toEqual({
      'content-type': 'text/csv',
      'x-amz-checksum-sha256': Buffer.alloc(32).toString('base64'),
      'x-amz-sdk-checksum-algorithm': 'SHA256',
    });
    const signed = searchParams.get('X-Amz-Date')?.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5') ?? '';
    expect(expiresAt.getTime() - Date.parse(signed)).toBe(900_000);
  });

  it('signs only length and type when no hash is known', async () => {
    const put = { expiresInSeconds: 900, contentType: 'text/csv', sizeBytes: 5 };
    const { url, requiredHeaders } = await storage.presignPut('dev/k', put);
    const { searchParams } = new URL(url);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    expect(requiredHeaders).toEqual({ 'content-type': 'text/csv' });
  });
});
