// @ts-check
import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { ROOT } from '../../scripts/paths.mjs';

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/**
 * @param {'api' | 'worker'} app
 * @param {Record<string, string | undefined>} env
 */
async function startApp(app, env) {
  const child = spawn(process.execPath, [path.join(ROOT, 'apps', app, 'dist/main.js')], {
    env: { ...process.env, LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text) => {
    log += text;
  });
  await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${app} ended while starting:\n${log}`)));
    child.stdout.on('data', (text) => {
      log = (log + text).slice(-20_000);
      if (/"msg":"(ready|listening[^"]*)"/.test(log)) resolve(undefined);
    });
  });
  const pid = /** @type {number} */ (child.pid);
  return {
    pid,
    /** The largest resident memory since `forgetPeak`, in MiB (VmHWM of proc(5)). */
    peakMiB: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    forgetPeak: () => writeFileSync(`/proc/${pid}/clear_refs`, '5'),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

/** What is measured is the work, not the waiting for a rate limit. */
const unlimited = { RATE_LIMIT_REQUESTS: '0', RATE_LIMIT_UPLOADS: '0', RATE_LIMIT_JOBS: '0' };

/** @param {Record<string, string | undefined>} env what both apps read */
export async function startApps(env) {
  const { shared, url, token } = await forApi(env);
  const [api, worker] = await Promise.all([startApp('api', shared), startApp('worker', shared)]);
  return { api, worker, url, token };
}

/** @param {Record<string, string | undefined>} env what the API reads */
export async function startApi(env) {
  const { shared, url, token } = await forApi(env);
  return { api: await startApp('api', shared), url, token };
}

/** @param {Record<string, string | undefined>} env */
async function forApi(env) {
  const secret = randomBytes(32).toString('hex');
  const port = await freePort();
  const shared = { ...unlimited, ...env, JWT_SECRET: secret, API_HOST: '127.0.0.1', API_PORT: String(port) };
  return { shared, url: `http://127.0.0.1:${port}/api/v1`, token: tokenFor(secret) };
}

/** @param {string} secret */
function tokenFor(secret) {
  /** @param {object} part */
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { account_id: 'bench', sub: 'bench', role: 'member', iat: now, exp: now + 6 * 3600 };
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}
