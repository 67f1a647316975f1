// @ts-check
import { rmSync } from 'node:fs';
import path from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { Redis } from 'ioredis';
import { statePaths } from '../../scripts/paths.mjs';
import { ensureServices, restartService, stopServices } from '../../scripts/services/index.mjs';

import { Database } from './database.mjs';

/** @import { Log } from '../../scripts/progress.mjs' */
/** @typedef {Awaited<ReturnType<typeof startServers>>} Servers */
/** @typedef {'mysql' | 'redis' | 's3'} ServerName */

/** Everything that a soak leaves behind: data, logs, spooled files. */
export const SOAK_DIR = path.join(statePaths().base, 'soak');

/**
 * Away from the ports that other checkouts search: one of these could take the port of a server that is dead for a moment.
 */
const PORTS = { mysql: 24306, valkey: 27379, s3: 29000, ceph: 29300 };

const SCRIPT_NAMES = /** @type {const} */ ({ mysql: 'mysql', redis: 'valkey', s3: 's3' });

/**
 * MySQL, Valkey and S3 of the soak's own, because it kills and empties them. What an earlier run left is removed.
 * @param {Log} log
 */
export async function startServers(log) {
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'S3_ENDPOINT']) delete process.env[name];
  const dir = path.join(SOAK_DIR, 'servers');
  await stopServices({ dir });
  rmSync(SOAK_DIR, { recursive: true, force: true });
  const { env, stop } = await ensureServices({ dir, log, ports: PORTS });
  const { DATABASE_URL = '', REDIS_URL = '', S3_ENDPOINT = '', S3_REGION = '' } = env;
  return {
    env,
    urls: { mysql: DATABASE_URL, redis: REDIS_URL, s3: S3_ENDPOINT },
    stop,
    /** Kills one server and starts it again. @param {ServerName} name */
    restart: (name) => restartService(SCRIPT_NAMES[name], { dir, signal: 'SIGKILL' }),
    database: () => new Database(DATABASE_URL),
    redis: () => new Redis(REDIS_URL, { maxRetriesPerRequest: null }).on('error', () => {}),
    s3: () =>
      new S3Client({
        ...{ endpoint: S3_ENDPOINT, region: S3_REGION, forcePathStyle: true, maxAttempts: 8 },
        credentials: { accessKeyId: env.S3_ACCESS_KEY_ID ?? '', secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '' },
      }),
  };
}
