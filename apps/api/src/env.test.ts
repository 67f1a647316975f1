import { namesReadBy, parseEnv } from '@sluice/core/settings';
import { expect, it } from 'vitest';
import { apiEnvSchema } from './env.ts';

const least = {
  DATABASE_URL: 'mysql://app:app@127.0.0.1/app',
  REDIS_URL: 'redis://127.0.0.1:6379',
  JWT_SECRET: 'x'.repeat(32),
};
const wrongFields = (env: Record<string, string>): string[] => {
  try {
    parseEnv(apiEnvSchema, env);
    return [];
  } catch (error) {
    return (error as { fields: { field: string }[] }).fields.map(({ field }) => field);
  }
};

it('requires the servers and a way to verify tokens, and has defaults for the rest', () => {
  expect(parseEnv(apiEnvSchema, least)).toMatchObject({
    API_PORT: 3000,
    MAX_UPLOAD_BYTES: 524_288_000,
    MAX_QUEUED_IMPORTS: 1_000,
    REDIS_PREFIX: 'sluice',
    S3_BUCKET: 'sluice',
  });
  expect(wrongFields({}).sort()).toEqual(['DATABASE_URL', 'REDIS_URL']);
});

it('requires exactly one way to verify tokens, and refuses a short secret', () => {
  expect(wrongFields({ ...least, JWT_SECRET: 'x'.repeat(31) })).toEqual(['JWT_SECRET']);
  expect(wrongFields({ ...least, JWT_SECRET: '' })).toEqual(['JWT_SECRET']);
  expect(wrongFields({ ...least, JWT_JWKS_URL: 'https://id/jwks.json' })).toEqual(['JWT_SECRET']);
  const named = { JWT_ISSUER: 'https://id/', JWT_AUDIENCE: 'sluice' };
  expect(wrongFields({ ...least, ...named, JWT_SECRET: '', JWT_JWKS_URL: 'https://id/jwks.json' })).toEqual([]);
});

it('refuses development sign-in in production and without a secret', () => {
  expect(wrongFields({ ...least, DEV_SIGN_IN: 'true' })).toEqual(['DEV_SIGN_IN']);
  expect(wrongFields({ ...least, DEV_SIGN_IN: 'true', NODE_ENV: 'production' })).toEqual(['DEV_SIGN_IN']);
  const jwks = { ...least, JWT_SECRET: '', JWT_JWKS_URL: 'https://id/jwks.json' };
  expect(wrongFields({ ...jwks, DEV_SIGN_IN: 'true', NODE_ENV: 'test' })).toEqual(['DEV_SIGN_IN']);
  expect(wrongFields({ ...least, DEV_SIGN_IN: 'true', NODE_ENV: 'development' })).toEqual([]);
});

it('refuses development sign-in where other machines reach the API, directly or through a proxy', () => {
  const dev = { ...least, DEV_SIGN_IN: 'true', NODE_ENV: 'development' };
  for (const host of ['127.0.0.1', '127.0.0.53', '::1', 'localhost']) {
    expect(wrongFields({ ...dev, API_HOST: host })).toEqual([]);
  }
  for (const host of ['0.0.0.0', '::', '192.168.1.7', 'example.com']) {
    expect(wrongFields({ ...dev, API_HOST: host })).toEqual(['DEV_SIGN_IN']);
    expect(wrongFields({ ...dev, API_HOST: host, DEV_SIGN_IN: 'false' })).toEqual([]);
  }
  expect(wrongFields({ ...dev, TRUST_PROXY: '1' })).toEqual(['DEV_SIGN_IN']);
});

it('with an identity provider in production, requires issuer, audience and https', () => {
  const jwks = { ...least, JWT_SECRET: '', JWT_JWKS_URL: 'http://id/jwks.json' };
  expect(wrongFields({ ...jwks, NODE_ENV: 'production' })).toEqual(['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL']);
  expect(wrongFields({ ...jwks, NODE_ENV: 'development' })).toEqual([]);
  const named = { ...jwks, JWT_JWKS_URL: 'https://id/jwks.json', JWT_ISSUER: 'https://id/', JWT_AUDIENCE: 'sluice' };
  expect(wrongFields({ ...named, NODE_ENV: 'production' })).toEqual([]);
  expect(() => parseEnv(apiEnvSchema, { ...jwks, NODE_ENV: 'production' })).toThrow(
    /JWT_ISSUER is not set; with JWT_JWKS_URL in production, expected the `iss` of your provider's tokens/,
  );
});

it('accepts a previous secret only beside the one that replaces it', () => {
  expect(wrongFields({ ...least, JWT_SECRET_PREVIOUS: 'y'.repeat(32) })).toEqual([]);
  expect(wrongFields({ ...least, JWT_SECRET_PREVIOUS: 'y' })).toEqual(['JWT_SECRET_PREVIOUS']);
  const jwks = { ...least, JWT_SECRET: '', JWT_JWKS_URL: 'https://id/', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' };
  expect(wrongFields({ ...jwks, JWT_SECRET_PREVIOUS: 'y'.repeat(32) })).toEqual(['JWT_SECRET_PREVIOUS']);
});

it('reads exactly the settings that are declared as read by the API', () => {
  expect(Object.keys(apiEnvSchema.shape).sort()).toEqual(namesReadBy('api').sort());
});

it('never repeats an invalid secret', () => {
  expect(() => parseEnv(apiEnvSchema, { ...least, JWT_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/s);
});
