// @ts-check
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from '../paths.mjs';
import { freePortFrom, isReachable } from '../ports.mjs';
import { runLogged } from '../process.mjs';
import { Plain } from '../progress.mjs';
import { logFileOf } from './checkout.mjs';
import { FIRST_PORT } from './names.mjs';

/**
 * @typedef {import('./checkout.mjs').Checkout} Checkout
 * @typedef {import('./names.mjs').ServiceName} ServiceName
 */

const run = promisify(execFile);

/** Whether a Docker engine with compose responds within three seconds. */
export async function dockerAnswers() {
  try {
    await run('docker', ['info'], { timeout: 3000 });
    await run('docker', ['compose', 'version'], { timeout: 3000 });
    return true;
  } catch {
    return false;
  }
}

/** The servers of docker-compose.yml, with a project name and ports specific to this checkout. */
export const docker = {
  /** @param {{ checkout: Checkout, names: ServiceName[], log: import('../progress.mjs').Log }} request */
  async start({ checkout, names, log }) {
    const up = await Promise.all(names.map((name) => docker.isUp(checkout, name)));
    if (up.every(Boolean)) return;
    for (const [index, name] of names.entries()) {
      if (!up[index]) checkout.memory.ports[name] = await freePortFrom(checkout.memory.ports[name] ?? FIRST_PORT[name]);
    }
    log(`docker compose up ${names.join(' ')}`);
    await compose(checkout, ['up', '-d', '--wait', ...names]).catch((error) => {
      throw new Plain(`${error.message}\n\nSet SLUICE_SERVICES=packages to run without Docker.`);
    });
    for (const name of names) log(`${name} is ready on 127.0.0.1:${checkout.memory.ports[name]} (Docker)`);
  },

  /** @param {Checkout} checkout @param {ServiceName} name */
  async isUp({ memory }, name) {
    const port = memory.ports[name];
    return memory.sources[name] === 'docker' && port !== undefined && isReachable('127.0.0.1', port, 500);
  },

  /** @param {{ checkout: Checkout, name: ServiceName, signal?: NodeJS.Signals }} request */
  async stop({ checkout, name, signal }) {
    await compose(checkout, signal ? ['kill', '-s', signal, name] : ['stop', name]);
    return /** @type {const} */ ('stopped');
  },

  /** @param {Checkout} checkout @param {ServiceName} name @returns {Record<string, string>} */
  env({ secrets, memory: { ports } }, name) {
    // Root, because tests create databases.
    if (name === 'mysql') return { DATABASE_URL: `mysql://root:${secrets.mysql}@127.0.0.1:${ports.mysql}/sluice` };
    if (name === 'valkey') return { REDIS_URL: `redis://:${secrets.valkey}@127.0.0.1:${ports.valkey}/0` };
    return {
      S3_ENDPOINT: `http://127.0.0.1:${ports.s3}`,
      S3_ACCESS_KEY_ID: secrets.s3Key,
      S3_SECRET_ACCESS_KEY: secrets.s3Secret,
    };
  },
};

/** @param {Checkout} checkout @param {string[]} args */
const compose = (checkout, args) =>
  runLogged('docker', ['compose', '-p', checkout.project, ...args], {
    logFile: logFileOf(checkout, 'docker'),
    cwd: ROOT,
    env: { ...process.env, ...composeVariables(checkout) },
  });

/** The environment for docker-compose.yml. @param {Checkout} checkout */
const composeVariables = ({ secrets, memory: { ports } }) => ({
  SLUICE_MYSQL_PORT: String(ports.mysql ?? FIRST_PORT.mysql),
  SLUICE_VALKEY_PORT: String(ports.valkey ?? FIRST_PORT.valkey),
  SLUICE_S3_PORT: String(ports.s3 ?? FIRST_PORT.s3),
  MYSQL_ROOT_PASSWORD: secrets.mysql,
  MYSQL_PASSWORD: secrets.mysql,
  VALKEY_PASSWORD: secrets.valkey,
  S3_ACCESS_KEY_ID: secrets.s3Key,
  S3_SECRET_ACCESS_KEY: secrets.s3Secret,
  // The file demands it for the API and the workers, which do not start here.
  METRICS_TOKEN: 'not-used-by-the-servers',
});
