import { parseEnv } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { storageConfigFromEnv, storageEnvSchema } from './env.ts';

const configOf = (env: Record<string, string>) => storageConfigFromEnv(parseEnv(storageEnvSchema, env));

describe('the storage configuration', () => {
  it('has a default for everything', () => {
    expect(configOf({})).toEqual({
      region: 'us-east-1',
      bucket: 'sluice',
      serverCredentials: {},
      forcePathStyle: true,
      createBucket: false,
      maxAttempts: 8,
      retryBaseMs: 250,
      retryCapMs: 20_000,
      connectTimeoutMs: 5_000,
      requestTimeoutMs: 30_000,
      partBytes: 8 * 1024 * 1024,
      partConcurrency: 2,
      maxSockets: 256,
      env: 'dev',
    });
  });

  it('takes everything from the environment', () => {
    const env = {
      S3_ENDPOINT: 'http://s3:8333',
      S3_PUBLIC_ENDPOINT: 'https://files.example.test',
      S3_ACCESS_KEY_ID: 'id',
      S3_SECRET_ACCESS_KEY: 'secret',
      S3_CREATE_BUCKET: 'yes',
      S3_FORCE_PATH_STYLE: 'false',
      S3_MAX_ATTEMPTS: '3',
      STORAGE_ENV: 'prod',
    };
    expect(configOf(env)).toMatchObject({
      endpoint: 'http://s3:8333',
      publicEndpoint: 'https://files.example.test',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
      createBucket: true,
      forcePathStyle: false,
      maxAttempts: 3,
      env: 'prod',
    });
  });

  it.each([
    ['S3_ENDPOINT', 'minio:9000'],
    ['S3_ENDPOINT', 'ftp://host'],
    ['S3_MAX_ATTEMPTS', '0'],
    ['S3_PART_BYTES', '1048576'],
    ['S3_CREATE_BUCKET', 'perhaps'],
    ['S3_BUCKET', 'x'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => configOf({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', fields: [expect.objectContaining({ field: name })] }),
    );
  });

  it.each(['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'])('refuses %s without the other half', (name) => {
    expect(() => configOf({ [name]: 'x' })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
