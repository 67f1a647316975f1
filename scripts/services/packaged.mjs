// @ts-check
import { freePortFrom, isFree } from '../ports.mjs';
import { endProcess, livePid, tailOf, waitUntil } from '../process.mjs';
import { Plain } from '../progress.mjs';
import { ceph } from './ceph.mjs';
import { logFileOf, pidFileOf } from './checkout.mjs';
import { mysql } from './mysql.mjs';
import { FIRST_PORT } from './names.mjs';
import { findPrograms } from './packages.mjs';
import { valkey } from './valkey.mjs';

/**
 * @typedef {import('./checkout.mjs').Checkout} Checkout
 * @typedef {import('./names.mjs').ServiceName} ServiceName
 * @typedef {import('../progress.mjs').Log} Log
 * @typedef {{ checkout: Checkout, programs: import('./packages.mjs').Programs }} Setting
 */

const SERVERS = { mysql, valkey, s3: ceph };

const THREE_WAYS = `Sluice needs MySQL, Redis and S3, in one of three ways:
  1. servers you have: set DATABASE_URL, REDIS_URL and S3_ENDPOINT (see .env.example)
  2. a Docker engine that answers, with docker compose
  3. Debian or Ubuntu with apt, from whose packages they are started without root`;

/** Real servers from Debian's packages, run by the current user, in the checkout's own folder. */
export const packaged = {
  /** @param {{ checkout: Checkout, names: ServiceName[], log: Log }} request */
  async start({ checkout, names, log }) {
    const down = names.filter((name) => !packaged.isUp(checkout, name));
    if (down.length === 0) return;
    const programs = await findPrograms({ log, recorded: checkout.memory.flavour }).catch((error) => {
      throw error instanceof Plain ? new Plain(`${error.message}\n\n${THREE_WAYS}`) : error;
    });
    if (programs.flavour === 'distribution' && names.includes('s3')) {
      throw new Plain(`This distribution has no S3 server: give one by S3_ENDPOINT, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.
MariaDB and Redis are then started from its packages.`);
    }
    checkout.memory.flavour = programs.flavour;
    const results = await Promise.allSettled(down.map((name) => startOne({ checkout, programs }, name, log)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  },

  /** @param {Checkout} checkout @param {ServiceName} name */
  isUp: (checkout, name) => (name === 's3' ? ceph.isUp(checkout) : livePid(pidFileOf(checkout, name)) !== undefined),

  /**
   * @param {{ checkout: Checkout, name: ServiceName, signal?: NodeJS.Signals }} request
   * @returns {Promise<'gone' | 'stopped' | 'killed'>}
   */
  stop: ({ checkout, name, signal = name === 's3' ? 'SIGKILL' : 'SIGTERM' }) =>
    endProcess(pidFileOf(checkout, name), { signal, patience: 60_000 }),

  /** What stands behind a server and is of no use without it. @param {Checkout} checkout @param {ServiceName} name */
  async stopBehind(checkout, name) {
    if (name === 's3') await ceph.stopBehind(checkout);
  },

  /** @param {Checkout} checkout @param {ServiceName} name */
  env: (checkout, name) => SERVERS[name].env(checkout),
};

/** Another checkout may take the same port between the look and the start: then another one is chosen. */
async function startOne(/** @type {Setting} */ setting, /** @type {ServiceName} */ name, /** @type {Log} */ log) {
  for (let attempt = 1; ; attempt++) {
    await choosePorts(setting.checkout, name, log);
    try {
      return await startAndWait(setting, name, log);
    } catch (error) {
      await packaged.stop({ checkout: setting.checkout, name });
      await packaged.stopBehind(setting.checkout, name);
      const port = setting.checkout.memory.ports[name];
      if (attempt === 3 || (port && (await isFree(port)))) throw error;
    }
  }
}

/** @param {Setting} setting @param {ServiceName} name @param {Log} log */
async function startAndWait(setting, name, log) {
  const server = SERVERS[name];
  const { checkout } = setting;
  const began = performance.now();
  await server.start(setting);
  const port = /** @type {number} */ (checkout.memory.ports[name]);
  const gone = () => !packaged.isUp(checkout, name);
  const ready = await waitUntil(async () => gone() || (await server.answers(port)), 120_000);
  if (!ready || gone()) {
    const what = gone() ? 'ended at once' : 'does not answer';
    const logFile = logFileOf(checkout, name);
    throw new Plain(`${server.label(setting)} ${what}. The end of ${logFile}:\n${tailOf(logFile, 15)}`);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  log(`${server.label(setting)} answers on 127.0.0.1:${port} (after ${seconds} s)`);
}

/** A port of ours that somebody else holds by now is left to them. */
async function choosePorts(/** @type {Checkout} */ checkout, /** @type {ServiceName} */ name, /** @type {Log} */ log) {
  const { memory } = checkout;
  /** @type {(keyof typeof FIRST_PORT)[]} */
  const keys = name === 's3' && !ceph.isHalfUp(checkout) ? ['s3', 'ceph'] : [name];
  for (const key of keys) {
    const remembered = memory.ports[key] ?? FIRST_PORT[key];
    memory.ports[key] = await freePortFrom(remembered);
    if (memory.ports[key] !== remembered) {
      log(`port ${remembered} is taken by somebody else: ${key} gets ${memory.ports[key]}`);
    }
  }
}
