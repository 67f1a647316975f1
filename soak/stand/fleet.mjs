// @ts-check
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultProxy } from '@sluice/storage/testing';
import { freePortFrom } from '../../scripts/ports.mjs';
import { waitUntil } from '../../scripts/process.mjs';
import { Process } from './process.mjs';
import { SOAK_DIR } from './servers.mjs';
import { SHOP_TARGETS } from './shop.mjs';

/**
 * @import { Random } from '../random.mjs'
 * @import { Tally } from '../tally.mjs'
 * @import { App } from './process.mjs'
 * @import { ServerName, Servers } from './servers.mjs'
 */

/** @typedef {Record<ServerName, FaultProxy>} Proxies */
/** @typedef {Process & { readonly proxies: Proxies }} Member */
/** @typedef {Awaited<ReturnType<typeof startFleet>>} Fleet */

export const BUCKET = 'sluice-soak';
export const STORAGE_ENV = 'soak';
export const SPOOL = path.join(SOAK_DIR, 'spool');

/** Short intervals, so that minutes show what otherwise takes hours; small chunks, so that small files have several. */
const SETTINGS = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'info',
  RATE_LIMIT_REQUESTS: '0',
  RATE_LIMIT_UPLOADS: '0',
  RATE_LIMIT_JOBS: '0',
  CHUNK_THRESHOLD_BYTES: '65536',
  UPLOAD_URL_TTL_SECONDS: '60',
  UPLOAD_SESSION_SECONDS: '60',
  SESSION_SWEEP_MS: '10000',
  ORPHAN_SWEEP_MS: '5000',
  ORPHAN_QUIET_SECONDS: '15',
  ARTIFACT_RETRY_BASE_MS: '1000',
  ARTIFACT_RETRY_CAP_MS: '15000',
  STORAGE_PROBE_MS: '2000',
  IMPORT_BATCH_ROWS: '1000',
  ANALYSIS_MEMORY_MB: '256',
  IMPORT_TARGETS: SHOP_TARGETS,
};

const READY_MS = 180_000;

/** @param {string} url @param {FaultProxy} proxy */
function through(url, proxy) {
  const changed = new URL(url);
  changed.port = new URL(proxy.endpoint).port;
  return changed.href.replace(/\/$/, '');
}

/**
 * APIs and workers, each of which reaches the servers through proxies of its own.
 * @param {{ servers: Servers, tally: Tally, random: Random, apis: number, workers: number }} options
 */
export async function startFleet({ servers, tally, random, apis, workers }) {
  const logs = path.join(SOAK_DIR, 'logs');
  for (const folder of [logs, SPOOL]) mkdirSync(folder, { recursive: true });
  const secret = randomBytes(32).toString('hex');
  const pauses = random.fork('restarts');
  let firstPort = 3_400;

  /** @param {App} app @param {number} number */
  const member = async (app, number) => {
    const { urls, env } = servers;
    const proxies = {
      mysql: await FaultProxy.start(urls.mysql),
      redis: await FaultProxy.start(urls.redis),
      s3: await FaultProxy.start(urls.s3),
    };
    const name = `${app}-${number}`;
    const port = app === 'api' ? await freePortFrom(firstPort) : 0;
    firstPort = port + 1;
    const { PATH = '', HOME = '' } = process.env;
    const own = new Process({
      ...{ name, app, tally, logFile: path.join(logs, `${name}.log`) },
      pause: () => pauses.int(0, 3_000),
      env: {
        ...{ PATH, HOME, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
        NODE_OPTIONS: '--trace-warnings',
        ...env,
        ...SETTINGS,
        DATABASE_URL: through(urls.mysql, proxies.mysql),
        REDIS_URL: through(urls.redis, proxies.redis),
        S3_ENDPOINT: proxies.s3.endpoint,
        S3_PUBLIC_ENDPOINT: urls.s3,
        ...{ S3_BUCKET: BUCKET, S3_CREATE_BUCKET: 'true', STORAGE_ENV },
        ...{ API_HOST: '127.0.0.1', API_PORT: String(port), JWT_SECRET: secret, SPOOL_DIR: SPOOL },
      },
    });
    own.start();
    return { process: own, proxies, url: `http://127.0.0.1:${port}` };
  };

  const api = [];
  for (let n = 1; n <= apis; n++) api.push(await member('api', n));
  const worker = [];
  for (let n = 1; n <= workers; n++) worker.push(await member('worker', n));
  const all = [...api, ...worker];
  const processes = all.map((one) => one.process);
  const memory = setInterval(() => processes.map((one) => one.memory()), 1_000);

  /** @param {readonly (Process | undefined)[]} ones */
  const ready = async (...ones) => {
    if (await waitUntil(() => ones.every((one) => one?.ready), READY_MS, 200)) return;
    const late = ones.filter((one) => !one?.ready).map((one) => one?.name);
    throw new Error(`not ready after ${READY_MS / 1_000} s: ${late.join(', ')}`);
  };
  await ready(...processes);
  return {
    all,
    apis: api,
    workers: worker,
    secret,
    ready,
    /** Ends every fault of processes and proxies. */
    async heal() {
      for (const { process: one, proxies } of all) {
        if (one.paused) one.kill('SIGCONT');
        for (const proxy of Object.values(proxies)) {
          proxy.set({});
          await proxy.up().catch(() => {});
        }
      }
      await ready(...processes);
    },
    async stop() {
      clearInterval(memory);
      await Promise.all(processes.map((one) => one.stop()));
      // A proxy that has been silent may wait for connections that both sides have left.
      const closed = Promise.all(all.flatMap(({ proxies }) => Object.values(proxies).map((proxy) => proxy.close())));
      await Promise.race([closed, sleep(2_000)]);
    },
  };
}
