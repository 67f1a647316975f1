import { randomUUID } from 'node:crypto';
import { createLogger } from '@sluice/core';
import { parseEnv, storageSettings } from '@sluice/core/settings';
import type { Db } from '@sluice/db';
import { createTestDatabase } from '@sluice/db/testing';
import { createQueues, producerConnection, type Queues } from '@sluice/jobs';
import { createStorage, type Storage, storageConfigFromEnv } from '@sluice/storage';

/** What one suite has of the real servers: a database, a prefix of Redis keys, a prefix of S3 keys. */
export interface Stack {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  readonly storage: Storage;
  readonly storageEnv: Readonly<Record<string, string>>;
  readonly queues: Queues;
  /** All of this as environment variables for an API or a worker. */
  readonly env: Readonly<Record<string, string>>;
  /** Frees the jobs that workers hold, as if their locks had expired. */
  freeJobs(): Promise<void>;
  /** Removes everything that the suite has in Redis, as FLUSHALL would. */
  loseQueues(): Promise<void>;
  /** Removes all of it. */
  close(): Promise<void>;
}

/** The address of a real server. @throws Error if the variable is not set: these suites need real servers */
export function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: the suites of this project need real servers (npm test sets them up)`);
  return value;
}

export async function createStack(): Promise<Stack> {
  const suite = `t${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const redisUrl = required('REDIS_URL');
  const redisPrefix = `sluice-${suite}`;
  const given = Object.entries(process.env).filter(([name, value]) => name.startsWith('S3_') && value);
  const storageEnv: Record<string, string> = {
    ...(Object.fromEntries(given) as Record<string, string>),
    S3_ENDPOINT: required('S3_ENDPOINT'),
    S3_BUCKET: 'sluice-test',
    S3_CREATE_BUCKET: 'true',
    STORAGE_ENV: suite,
  };
  const storage = createStorage(
    storageConfigFromEnv(parseEnv(storageSettings, storageEnv)),
    createLogger({ service: 'test', level: 'silent' }),
  );
  await storage.ensureBucket();
  const database = await createTestDatabase(required('DATABASE_URL'));
  const connection = producerConnection(redisUrl);
  const queues = createQueues(connection, { prefix: redisPrefix });
  const removeKeys = async (pattern: string): Promise<void> => {
    for (let cursor = '0', done = false; !done; done = cursor === '0') {
      const [next, keys] = await connection.scan(cursor, 'MATCH', `${redisPrefix}:${pattern}`, 'COUNT', 1_000);
      if (keys.length > 0) await connection.unlink(...keys);
      cursor = next;
    }
  };

  return {
    db: database.db,
    databaseUrl: database.url,
    redisUrl,
    redisPrefix,
    storage,
    storageEnv,
    queues,
    env: { DATABASE_URL: database.url, REDIS_URL: redisUrl, REDIS_PREFIX: redisPrefix, ...storageEnv },
    freeJobs: () => removeKeys('*:lock'),
    loseQueues: () => removeKeys('*'),
    async close() {
      await queues.close();
      await removeKeys('*');
      connection.disconnect();
      await storage.deletePrefix(`${suite}/`);
      storage.close();
      await database.drop();
    },
  };
}
