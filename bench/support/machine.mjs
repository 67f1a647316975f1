// @ts-check
import os from 'node:os';
import { version as duckdbVersion } from '@duckdb/node-api';
import { Redis } from 'ioredis';
import mysql from 'mysql2/promise';
import { requireServers } from './bench.mjs';

/**
 * The machine and the versions of all that takes part.
 * @returns {Promise<[what: string, value: string][]>}
 */
export async function describeMachine() {
  const { DATABASE_URL, REDIS_URL, S3_ENDPOINT } = requireServers('all');
  const gib = (os.totalmem() / 2 ** 30).toFixed(0);
  return [
    [
      'machine',
      `${os.availableParallelism()} cores (${os.cpus()[0]?.model.trim() || 'unknown'}), ${gib} GiB of memory`,
    ],
    ['system', `${os.type()} ${os.release()}`],
    ['load before', os.loadavg()[0]?.toFixed(1) ?? ''],
    ['Node', process.versions.node],
    ['MySQL', await mysqlVersion(DATABASE_URL)],
    ['Redis', await redisVersion(REDIS_URL)],
    ['S3', (await fetch(S3_ENDPOINT, { method: 'HEAD' })).headers.get('server') ?? 'unknown'],
    ['DuckDB', duckdbVersion().replace(/^v/, '')],
  ];
}

/** @param {string} uri */
async function mysqlVersion(uri) {
  const connection = await mysql.createConnection(uri);
  const [[row]] = /** @type {[{ version: string }[]]} */ (
    /** @type {unknown} */ (await connection.query('SELECT version() AS version'))
  );
  await connection.end();
  return row?.version ?? 'unknown';
}

/** Valkey also says which version of Redis it is compatible with. @param {string} url */
async function redisVersion(url) {
  const redis = new Redis(url);
  const info = await redis.info('server');
  redis.disconnect();
  const valkey = /^valkey_version:(\S+)/m.exec(info)?.[1];
  return valkey ? `Valkey ${valkey}` : (/^redis_version:(\S+)/m.exec(info)?.[1] ?? 'unknown');
}
