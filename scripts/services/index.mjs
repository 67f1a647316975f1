// @ts-check
import { withLock } from '../lock.mjs';
import { Plain } from '../progress.mjs';
import { openCheckout } from './checkout.mjs';
import { docker, dockerAnswers } from './docker.mjs';
import { addressOf, namedServices, requireReachable } from './environment.mjs';
import { leasesIn } from './leases.mjs';
import { SERVICE_NAMES, serviceName } from './names.mjs';
import { packaged } from './packaged.mjs';
import { findPrograms } from './packages.mjs';

export { startTlsServers } from './tls.mjs';

/**
 * @typedef {import('./checkout.mjs').Checkout} Checkout
 * @typedef {import('./names.mjs').ServiceName} ServiceName
 * @typedef {import('./names.mjs').Source} Source
 * @typedef {import('../progress.mjs').Log} Log
 * @typedef {{ dir?: string | undefined, log?: Log | undefined }} Options
 */

const RUNNERS = { docker, packages: packaged };
const silent = () => {};

/**
 * Makes sure that MySQL, Redis and S3 are running: checks those that the environment names and starts the others with Docker
 * or from Debian packages. Safe to call from several processes.
 * @param {Options & { keep?: boolean, ports?: Partial<Record<keyof typeof import('./names.mjs').FIRST_PORT, number>> }} [options] keep: the servers run
 *   until `stopServices`; ports: where the search for free ones starts
 * @returns {Promise<{ env: Record<string, string>, kind: string, stop: () => Promise<void> }>}
 *   env: environment for the apps; stop: releases the servers, which stops them unless another process uses or keeps them
 */
export async function ensureServices({ dir, log = silent, keep = false, ports = {} } = {}) {
  const named = namedServices();
  await requireReachable(named);
  const missing = SERVICE_NAMES.filter((name) => !named.includes(name));
  if (named.length > 0) log(`${named.join(', ')}: from the environment`);
  const env = { ...givenEnv() };
  if (missing.length === 0) return { env, kind: 'environment', stop: async () => {} };
  return underLock({ dir, log }, async (checkout) => {
    checkout.memory.ports = { ...ports, ...checkout.memory.ports };
    const source = await startAll(checkout, missing, log, keep);
    for (const name of missing) Object.assign(env, RUNNERS[source].env(checkout, name));
    if (!keep) leasesIn(checkout.paths.leases).take();
    /** @type {Promise<void> | undefined} */
    let left;
    const stop = () => {
      left ??= keep ? Promise.resolve() : leave({ dir, log });
      return left;
    };
    return { env, kind: named.length > 0 ? `environment and ${source}` : source, stop };
  });
}

/** @param {Checkout} checkout @param {ServiceName[]} names @param {Log} log @param {boolean} keep */
async function startAll(checkout, names, log, keep) {
  const { memory } = checkout;
  const wereUp = await Promise.all(SERVICE_NAMES.map((name) => isUp(checkout, name)));
  if (!wereUp.some(Boolean)) memory.keep = false;
  if (keep) memory.keep = true;
  const source = await chooseSource(checkout, wereUp.some(Boolean));
  for (const name of names) memory.sources[name] = source;
  try {
    await RUNNERS[source].start({ checkout, names, log });
  } finally {
    checkout.save();
  }
  return source;
}

/** @param {Checkout} checkout @param {boolean} running @returns {Promise<'docker' | 'packages'>} */
async function chooseSource({ memory }, running) {
  const recorded = Object.values(memory.sources).find((source) => source !== 'environment');
  if (running && recorded) return recorded;
  const asked = process.env.SLUICE_SERVICES ?? '';
  if (asked === 'docker' || asked === 'packages') return asked;
  if (asked !== '') throw new Plain(`SLUICE_SERVICES is ${asked}; it must be docker or packages.`);
  return (await dockerAnswers()) ? 'docker' : 'packages';
}

/** @param {Options} options */
const leave = ({ dir, log }) =>
  underLock({ dir, log }, async (checkout) => {
    const leases = leasesIn(checkout.paths.leases);
    leases.drop();
    if (checkout.memory.keep || leases.live().length > 0) return;
    await stopAll(checkout, log ?? silent);
  });

/** Stops every server of this checkout, even if it is in use. @param {Options} [options] */
export const stopServices = ({ dir, log = silent } = {}) =>
  underLock({ dir, log }, async (checkout) => {
    const users = leasesIn(checkout.paths.leases).live();
    if (users.length > 0) log(`still in use by process ${users.join(', ')}`);
    await stopAll(checkout, log);
    checkout.memory.keep = false;
    checkout.save();
  });

/** @param {Checkout} checkout @param {Log} log */
async function stopAll(checkout, log) {
  await Promise.all(
    SERVICE_NAMES.map(async (name) => {
      const source = checkout.memory.sources[name] ?? 'packages';
      if (source === 'environment') return;
      if (source === 'docker' && !(await docker.isUp(checkout, name))) return;
      const outcome = await RUNNERS[source].stop({ checkout, name });
      if (source === 'packages') await packaged.stopBehind(checkout, name);
      if (outcome === 'stopped') log(`${name} stopped`);
      if (outcome === 'killed') log(`${name} did not stop in time and was killed`);
    }),
  );
}

/** Starts one server that was stopped, on the same port if it is free. @param {string} name @param {Options} [options] */
export const startService = (name, { dir, log = silent } = {}) =>
  onOwnService(name, { dir, log }, async (checkout, service, source) => {
    await RUNNERS[source].start({ checkout, names: [service], log });
    checkout.save();
  });

/**
 * Stops one server. For S3 that is the gateway; the objects stay.
 * @param {string} name
 * @param {Options & { signal?: NodeJS.Signals | undefined }} [options] signal: SIGKILL simulates a crash
 */
export const stopService = (name, { dir, signal, log = silent } = {}) =>
  onOwnService(name, { dir, log }, async (checkout, service, source) => {
    const outcome = await RUNNERS[source].stop({ checkout, name: service, ...(signal && { signal }) });
    log(`${service}: ${outcome}`);
  });

/** @param {string} name @param {Options & { signal?: NodeJS.Signals | undefined }} [options] */
export async function restartService(name, options = {}) {
  await stopService(name, options);
  await startService(name, options);
}

/**
 * @param {string} name
 * @param {Options} options
 * @param {(checkout: Checkout, name: ServiceName, source: 'docker' | 'packages') => Promise<void>} work
 */
const onOwnService = (name, { dir, log }, work) =>
  underLock({ dir, log }, async (checkout) => {
    const service = serviceName(name);
    if (namedServices().includes(service))
      throw new Plain(`${name} is set by the environment, so it is not managed here.`);
    const source = checkout.memory.sources[service];
    if (source !== 'docker' && source !== 'packages')
      throw new Plain(`${name} was never started. Run: npm run services -- start`);
    await work(checkout, service, source);
  });

/**
 * @param {Options} [options]
 * @returns {Promise<{ name: ServiceName, source: Source | undefined, up: boolean, address: string }[]>}
 */
export async function servicesStatus({ dir } = {}) {
  const checkout = openCheckout(dir);
  const named = namedServices();
  return Promise.all(
    SERVICE_NAMES.map(async (name) => {
      if (!named.includes(name)) {
        const address = `127.0.0.1:${checkout.memory.ports[name] ?? '-'}`;
        return { name, source: checkout.memory.sources[name], up: await isUp(checkout, name), address };
      }
      const { host, port } = addressOf(name);
      const up = await requireReachable([name]).then(
        () => true,
        () => false,
      );
      return { name, source: /** @type {const} */ ('environment'), up, address: `${host}:${port}` };
    }),
  );
}

/** @param {Checkout} checkout @param {ServiceName} name */
async function isUp(checkout, name) {
  return checkout.memory.sources[name] === 'docker' ? docker.isUp(checkout, name) : packaged.isUp(checkout, name);
}

/** Server variables from the environment, and defaults that all servers share. */
function givenEnv() {
  /** @type {Record<string, string>} */
  const env = { S3_REGION: 'us-east-1', S3_BUCKET: 'sluice', S3_FORCE_PATH_STYLE: 'true' };
  const names = ['DATABASE_URL', 'REDIS_URL', 'S3_ENDPOINT', 'S3_REGION', 'S3_BUCKET'];
  for (const name of [...names, 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_FORCE_PATH_STYLE']) {
    const value = process.env[name];
    if (value !== undefined && value !== '') env[name] = value;
  }
  return env;
}

/**
 * The `mysql` command of the servers from packages; undefined with other servers.
 * @param {Options} [options]
 */
export async function mysqlClient({ dir, log = silent } = {}) {
  const { memory } = openCheckout(dir);
  if (memory.sources.mysql !== 'packages' || !memory.flavour) return undefined;
  const { program } = await findPrograms({ log, needsS3: false, recorded: memory.flavour });
  return program(memory.flavour === 'sid' ? 'mysql' : 'mariadb');
}

/**
 * @template T
 * @param {Options} options
 * @param {(checkout: Checkout) => Promise<T>} work
 * @returns {Promise<T>}
 */
function underLock({ dir, log = silent }, work) {
  const { lock } = openCheckout(dir);
  const onWait = (/** @type {number} */ holder) =>
    log(`waiting for process ${holder}, which is starting or stopping servers`);
  // The state is read under the lock, because another process may just have changed it.
  return withLock(lock, () => work(openCheckout(dir)), { onWait });
}
