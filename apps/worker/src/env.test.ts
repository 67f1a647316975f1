import { namesReadBy, parseEnv } from '@sluice/core/settings';
import { expect, it } from 'vitest';
import { workerEnvSchema } from './env.ts';

it('has exactly the settings that are declared for the worker', () => {
  expect(Object.keys(workerEnvSchema.shape).sort()).toEqual(namesReadBy('worker').sort());
});

it('requires only the database and Redis settings, and has defaults for all others', () => {
  const least = { DATABASE_URL: 'mysql://app:app@127.0.0.1/app', REDIS_URL: 'redis://127.0.0.1:6379' };
  expect(parseEnv(workerEnvSchema, least)).toMatchObject({ IMPORT_BATCH_ROWS: 10_000, WORKER_IMPORT_CONCURRENCY: 2 });
  expect(() => parseEnv(workerEnvSchema, {})).toThrow(/DATABASE_URL is not set.*\n.*REDIS_URL is not set/);
});
