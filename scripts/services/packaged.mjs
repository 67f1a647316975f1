// @ts-check
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { withLock } from '../lock.mjs';
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

const THREE_WAYS = `Sluice needs MySQL, Redis and S3. Provide them in one of three ways:
  1. existing servers: set DATABASE_URL, REDIS_URL and S3_ENDPOINT (see .env.example)
  2. a running Docker engine with docker compose
  3. Debian or Ubuntu with apt: they are started from its packages, without root`;

/** Real servers from Debian packages, run as the current user in the checkout's own folder. */
export const packaged = {
  /** @param {{ checkout: Checkout, names: ServiceName[], log: Log }} request */
  async start({ checkout, names, log }) {
    const down = names.filter((name) => !packaged.isUp(checkout, name));
    await Promise.all(names.map((name) => down.includes(name) || waitForAnswer(checkout, name)));
    if (down.length === 0) return;
    const recorded = checkout.memory.flavour;
    const programs = await findPrograms({ log, needsS3: names.includes('s3'), recorded }).catch((error) => {
      throw error instanceof Plain ? new Plain(`${error.message}\n\n${THREE_WAYS}`) : error;
    });
    checkout.memory.flavour = programs.flavour;
    await withLock(portsLock(), async () => {
      const results = await Promise.allSettled(down.map((name) => startOne({ checkout, programs }, name, log)));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    });
  },

  /** @param {Checkout} checkout @param {ServiceName} name */
  isUp: (checkout, name) => (name === 's3' ? ceph.isUp(checkout) : livePid(pidFileOf(checkout, name)) !== undefined),

  /**
   * @param {{ checkout: Checkout, name: ServiceName, signal?: NodeJS.Signals }} request
   * @returns {Promise<'gone' | 'stopped' | 'killed'>}
   */
  stop: ({ checkout, name, signal = name === 's3' ? 'SIGKILL' : 'SIGTERM' }) =>
    endProcess(pidFileOf(checkout, name), { signal, patience: 60_000 }),

  /** Stops the daemons behind a server, which are useless without it. @param {Checkout} checkout @param {ServiceName} name */
  async stopBehind(checkout, name) {
    if (name === 's3') await ceph.stopBehind(checkout);
  },

  /** @param {Checkout} checkout @param {ServiceName} name */
  env: (checkout, name) => SERVERS[name].env(checkout),
};

/** Serializes starts across all checkouts of a user, so that no two choose the same free ports. */
const portsLock = () => path.join(tmpdir(), `sluice-${userInfo().uid}-ports.lock`);

/** If another program takes the port between the check and the start, another port is chosen. */
async function startOne(/** @type {Setting} */ setting, /** @type {ServiceName} */ name, /** @type {Log} */ log) {
  for (let attempt = 1; ; attempt++) {
    await clearRemains(setting.checkout, name);
    await choosePorts(setting.checkout, name, log);
    try {
      return await startAndWait(setting, name, log);
    } catch (error) {
      await packaged.stop({ checkout: setting.checkout, name });
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
  await waitForAnswer(checkout, name);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  log(`${server.label(setting)} is ready on 127.0.0.1:${checkout.memory.ports[name]} (after ${seconds} s)`);
}

/** @param {Checkout} checkout @param {ServiceName} name */
async function waitForAnswer(checkout, name) {
  const port = /** @type {number} */ (checkout.memory.ports[name]);
  const gone = () => !packaged.isUp(checkout, name);
  const ready = await waitUntil(async () => gone() || (await SERVERS[name].answers(port)), 120_000);
  if (ready && !gone()) return;
  const logFile = logFileOf(checkout, name);
  const what = gone() ? 'exited' : 'does not respond';
  throw new Plain(`${name} ${what}. Last lines of ${logFile}:\n${tailOf(logFile, 15)}`);
}

/** Kills remaining processes of a server, which would still hold its ports. */
async function clearRemains(/** @type {Checkout} */ checkout, /** @type {ServiceName} */ name) {
  await packaged.stop({ checkout, name });
  if (name === 's3' && !ceph.isHalfUp(checkout)) await ceph.stopBehind(checkout);
}

/** Replaces a remembered port that another program is using by now. */
async function choosePorts(/** @type {Checkout} */ checkout, /** @type {ServiceName} */ name, /** @type {Log} */ log) {
  const { memory } = checkout;
  /** @type {(keyof typeof FIRST_PORT)[]} */
  const keys = name === 's3' && !ceph.isHalfUp(checkout) ? ['s3', 'ceph'] : [name];
  for (const key of keys) {
    const remembered = memory.ports[key] ?? FIRST_PORT[key];
    memory.ports[key] = await freePortFrom(remembered);
    if (memory.ports[key] !== remembered) {
      log(`port ${remembered} is in use by another program; ${key} moves to port ${memory.ports[key]}`);
    }
  }
  // Saved before the server starts, so that the next run finds a running server even after a crash here.
  checkout.save();
}
