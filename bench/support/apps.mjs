// @ts-check
import { createHmac, randomBytes } from 'node:crypto';
import path from 'node:path';
import { ROOT } from '../../scripts/paths.mjs';
import { freePortFrom } from '../../scripts/ports.mjs';
import { startChild } from './child.mjs';

const FIRST_PORT = 33_000;
const READY = /"msg":"ready"/;

/** Without rate limits, so that benches measure the work. */
const UNLIMITED = {
  RATE_LIMIT_REQUESTS: '0',
  RATE_LIMIT_UPLOADS: '0',
  RATE_LIMIT_JOBS: '0',
  MAX_UPLOAD_BYTES: '5000000000',
};

/** @param {'api' | 'worker'} app */
const mainOf = (app) => path.join(ROOT, 'apps', app, 'dist/main.js');

/**
 * The built API and a worker, without rate limits.
 * @param {Record<string, string | undefined>} env settings of both
 * @param {{ workerScript?: string }} [options] workerScript: starts the worker instead of its own main
 */
export async function startApps(env, { workerScript = mainOf('worker') } = {}) {
  const shared = await forApi(env);
  const [api, worker] = await Promise.all([
    startChild(mainOf('api'), { env: shared.env, ready: READY }),
    startChild(workerScript, { env: shared.env, ready: READY }),
  ]);
  return { api, worker, url: shared.url, token: shared.tokenFor('bench'), tokenFor: shared.tokenFor };
}

/** @param {Record<string, string | undefined>} env settings of the API */
export async function startApi(env) {
  const { env: shared, url, tokenFor } = await forApi(env);
  return { api: await startChild(mainOf('api'), { env: shared, ready: READY }), url, token: tokenFor('bench') };
}

/** @param {Record<string, string | undefined>} given */
async function forApi(given) {
  const secret = randomBytes(32).toString('hex');
  const port = await freePortFrom(FIRST_PORT);
  const own = { LOG_LEVEL: 'info', JWT_SECRET: secret, API_HOST: '127.0.0.1', API_PORT: String(port) };
  return {
    env: { ...UNLIMITED, ...given, ...own },
    url: `http://127.0.0.1:${port}/api/v1`,
    tokenFor: (/** @type {string} */ account) => signToken(secret, account),
  };
}

/** @param {string} secret @param {string} account */
function signToken(secret, account) {
  /** @param {object} part */
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { account_id: account, sub: 'bench', role: 'member', iat: now, exp: now + 6 * 3600 };
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}
