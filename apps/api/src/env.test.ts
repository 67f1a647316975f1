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
  expect(wrongFields({ ...least, JWT_SECRET: '', JWT_JWKS_URL: 'https://id/jwks.json' })).toEqual([]);
});

it('refuses development sign-in in production and without a secret', () => {
  expect(wrongFields({ ...least, DEV_SIGN_IN: 'true' })).toEqual(['DEV_SIGN_IN']);
  expect(wrongFields({ ...least, DEV_SIGN_IN: 'true', NODE_ENV: 'production' })).toEqual(['DEV_SIGN_IN']);
  const jwks = { ...least, JWT_SECRET: '', JWT_JWKS_URL: 'https://id/jwks.json' };
  expect(wrongFields({ ...jwks, DEV_SIGN_IN: 'true', NODE_ENV: 'test' })).toEqual(['DEV_SIGN_IN']);
  expect(wrongFields({ ...least, DEV_SIGN_IN: 'true', NODE_ENV: 'development' })).toEqual([]);
});

it('reads exactly the settings that are declared as read by the API', () => {
  expect(Object.keys(apiEnvSchema.shape).sort()).toEqual(namesReadBy('api').sort());
});

it('never repeats an invalid secret', () => {
  expect(() => parseEnv(apiEnvSchema, { ...least, JWT_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/s);
});
