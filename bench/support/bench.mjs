// @ts-check
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createTestDatabase } from '@sluice/db/testing';
import { Redis } from 'ioredis';
import mysql from 'mysql2/promise';
import { Plain } from '../../scripts/progress.mjs';
import { atEnd } from '../../scripts/run-main.mjs';
import { startApps } from './apps.mjs';
import { plainS3 } from './plain-s3.mjs';

const BUCKET = 'sluice-bench';

/** @param {string} name of the bench @returns {Record<'DATABASE_URL' | 'REDIS_URL' | 'S3_ENDPOINT', string>} */
export function requireServers(name) {
  const { DATABASE_URL, REDIS_URL, S3_ENDPOINT } = process.env;
  if (!DATABASE_URL || !REDIS_URL || !S3_ENDPOINT)
    throw new Plain(`DATABASE_URL, REDIS_URL and S3_ENDPOINT are not set; npm run bench -- ${name} sets them.`);
  return { DATABASE_URL, REDIS_URL, S3_ENDPOINT };
}

/**
 * Everything a bench works on, removed at its end: a separate database, prefixes in Redis and S3, a folder, and an API
 * with a worker. Call it within `runMain`.
 * @param {string} name of the bench
 * @param {{ env?: Record<string, string>, workerScript?: string }} [options] env: settings of API and worker
 */
export async function openBench(name, { env = {}, workerScript } = {}) {
  const servers = requireServers(name);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sluice-bench-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  // Object keys are lowercase.
  const prefix = path.basename(folder).toLowerCase();
  const database = await createTestDatabase(servers.DATABASE_URL);
  atEnd(() => database.drop());
  const sql = mysql.createPool({ uri: database.url, connectionLimit: 4, multipleStatements: true });
  atEnd(() => sql.end());
  const redis = new Redis(servers.REDIS_URL, { maxRetriesPerRequest: null });
  atEnd(async () => {
    await removeKeys(redis, `${prefix}:*`);
    redis.disconnect();
  });
  const s3 = plainS3();
  atEnd(async () => {
    await removeObjects(s3, `${prefix}/`);
    s3.destroy();
  });
  const own = {
    DATABASE_URL: database.url,
    REDIS_PREFIX: prefix,
    S3_BUCKET: BUCKET,
    S3_CREATE_BUCKET: 'true',
    STORAGE_ENV: prefix,
    SPOOL_DIR: path.join(folder, 'spool'),
    ...env,
  };
  const apps = await startApps(own, workerScript ? { workerScript } : {});
  atEnd(() => Promise.all([apps.worker.stop(), apps.api.stop()]));
  /** The process of the MySQL server, to measure its processor time; none if it runs elsewhere or in a container. */
  const mysqld = async () => {
    const [[found]] = /** @type {[{ file: string }[]]} */ (
      /** @type {unknown} */ (await sql.query('SELECT @@pid_file AS file'))
    );
    const pid = Number(await readFile(found?.file ?? '', 'utf8').catch(() => 0));
    return pid > 0 ? { mysqld: { pid } } : {};
  };
  return {
    ...apps,
    servers,
    mysqld,
    folder,
    prefix,
    bucket: BUCKET,
    env: own,
    databaseUrl: database.url,
    sql,
    redis,
    s3,
  };
}

/** @typedef {Awaited<ReturnType<typeof openBench>>} Bench */

/** @param {Redis} redis @param {string} pattern */
async function removeKeys(redis, pattern) {
  for await (const keys of redis.scanStream({ match: pattern, count: 1_000 }))
    if (keys.length > 0) await redis.unlink(keys);
}

/** @param {import('@aws-sdk/client-s3').S3Client} s3 @param {string} prefix */
async function removeObjects(s3, prefix) {
  for (;;) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }));
    if (Contents.length === 0) return;
    const Objects = Contents.map(({ Key }) => ({ Key }));
    await s3.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects, Quiet: true } }));
  }
}
