import { parseEnv, storageSettings } from '@sluice/core/settings';
import { describe, expect, it } from 'vitest';
import { storageConfigFromEnv } from './env.ts';

const configOf = (env: Record<string, string>) => storageConfigFromEnv(parseEnv(storageSettings, env));

function failureOf(env: Record<string, string>): unknown {
  try {
    return configOf(env);
  } catch (error) {
    return error;
  }
}

describe('the storage configuration', () => {
  it('has a default for everything', () => {
    expect(configOf({})).toEqual({
      region: 'us-east-1',
      bucket: 'sluice',
      serverCredentials: {},
      endpointRules: [],
      forcePathStyle: true,
      createBucket: false,
      corsOrigins: ['*'],
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

  it('reads everything from the environment', () => {
    const env = {
      S3_ENDPOINT: 'http://s3:8333',
      S3_PUBLIC_ENDPOINT: 'https://files.example.test',
      S3_ACCESS_KEY_ID: 'id',
      S3_SECRET_ACCESS_KEY: 'secret',
      S3_CREATE_BUCKET: 'yes',
      S3_FORCE_PATH_STYLE: 'false',
      S3_MAX_ATTEMPTS: '3',
      S3_CORS_ORIGINS: 'https://app.example.test, http://localhost:5173',
      STORAGE_CREDENTIALS: '{"cellar": {"access_key_id": "id2", "secret_access_key": "secret2"}}',
      STORAGE_ENV: 'prod',
    };
    expect(configOf(env)).toMatchObject({
      endpoint: 'http://s3:8333',
      publicEndpoint: 'https://files.example.test',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
      createBucket: true,
      corsOrigins: ['https://app.example.test', 'http://localhost:5173'],
      serverCredentials: { cellar: { accessKeyId: 'id2', secretAccessKey: 'secret2' } },
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
    ['S3_CORS_ORIGINS', 'app.example.test'],
    ['S3_CORS_ORIGINS', 'https://app.example.test/'],
    ['S3_CORS_ORIGINS', 'https://a.example.test,'],
    ['STORAGE_CREDENTIALS', '{"cellar": '],
  ])('refuses %s=%s', (name, value) => {
    expect(() => configOf({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', fields: [expect.objectContaining({ field: name })] }),
    );
  });

  it.each(['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'])('refuses %s without the other half', (name) => {
    expect(() => configOf({ [name]: 'x' })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  it.each([
    ['an array', '["cellar"]'],
    ['half of a key pair', '{"cellar": {"access_key_id": "id"}}'],
    ['an empty secret', '{"cellar": {"access_key_id": "id", "secret_access_key": ""}}'],
    ['an invalid server name', '{"Der Keller": {"access_key_id": "id", "secret_access_key": "s3cr3t"}}'],
  ])('refuses STORAGE_CREDENTIALS with %s, without revealing a secret', (_name, value) => {
    const error = failureOf({ STORAGE_CREDENTIALS: value });
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    expect(JSON.stringify(error) + (error as Error).message).not.toContain('s3cr3t');
  });
});
