// @ts-check
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { APP_MEMORY } from '../../scripts/app-memory.mjs';
import { ROOT } from '../../scripts/paths.mjs';
import { signToken } from '../../scripts/token.mjs';
import { startChild } from './child.mjs';

/** @import { Role } from '../../apps/cli/dist/sign-token.js' */

/** @param {import('../../scripts/child.mjs').LogLine} line */
const ready = ({ msg }) => msg === 'ready';

/** Without rate limits, so that benches measure the work. */
const UNLIMITED = {
  RATE_LIMIT_REQUESTS: '0',
  RATE_LIMIT_UPLOADS: '0',
  RATE_LIMIT_JOBS: '0',
  MAX_UPLOAD_BYTES: '5000000000',
  MAX_EVENT_STREAMS: '0',
};

/** @param {'api' | 'worker'} app */
const mainOf = (app) => path.join(ROOT, 'apps', app, 'dist/main.js');

/**
 * The built API and a worker, without rate limits. `startWorker` starts another one.
 * @param {Record<string, string | undefined>} env settings of both
 * @param {{ workerScript?: string }} [options] workerScript: starts the worker instead of its own main
 */
export async function startApps(env, { workerScript = mainOf('worker') } = {}) {
  const shared = forApps(env);
  const memory = APP_MEMORY.worker;
  const startWorker = () =>
    startChild(workerScript, { env: { ...memory.env, ...shared.env }, nodeArgs: memory.args, ready });
  const [api, worker] = await Promise.all([startChild(mainOf('api'), { env: shared.env, ready }), startWorker()]);
  const { tokenFor } = shared;
  return { api, worker, startWorker, url: urlOf(api), token: await tokenFor('bench'), tokenFor };
}

/** @param {Record<string, string | undefined>} env settings of the API */
export async function startApi(env) {
  const shared = forApps(env);
  const api = await startChild(mainOf('api'), { env: shared.env, ready });
  return { api, url: urlOf(api), token: await shared.tokenFor('bench') };
}

/** @param {import('./child.mjs').Child} api */
const urlOf = ({ line }) => `${line.url}/api/v1`;

/** @param {Record<string, string | undefined>} given */
function forApps(given) {
  const secret = randomBytes(32).toString('hex');
  const own = { LOG_LEVEL: 'info', JWT_SECRET: secret, API_HOST: '127.0.0.1', API_PORT: '0' };
  return {
    env: { ...UNLIMITED, ...given, ...own },
    tokenFor: (/** @type {string} */ account, /** @type {Role} */ role = 'member') =>
      signToken({ secret, account, role, expires: '6h' }),
  };
}
