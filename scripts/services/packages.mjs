// @ts-check
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { ownSuite } from '../debian.mjs';
import { withLock } from '../lock.mjs';
import { Plain } from '../progress.mjs';
import { unpackPackages } from './unpack.mjs';

/**
 * `sid`: MySQL, Valkey and Ceph from Debian's newest suite, unpacked outside the system.
 * `distribution`: MariaDB and Redis from this machine's own release, which has no S3 server.
 * @typedef {'sid' | 'distribution'} Flavour
 * @typedef {{ flavour: Flavour, program: (name: string) => string, share: string }} Programs
 */

const PACKAGES = {
  sid: ['mysql-server-core', 'mysql-client-core', 'valkey-server', 'radosgw', 'ceph-mon', 'ceph-osd'],
  distribution: ['mariadb-server-core', 'mariadb-client-core', 'redis-server'],
};

/** A trial run of every program that is used. The servers' first start on the checkout's data follows immediately. */
/** @type {Record<Flavour, import('./unpack.mjs').Trial[]>} */
const TRIALS = {
  sid: [
    { name: 'mysqld', args: ['--no-defaults', '--version'] },
    { name: 'mysql', args: ['--version'] },
    { name: 'valkey-server', args: ['--version'] },
    { name: 'radosgw', args: ['--version'] },
    { name: 'radosgw-admin', args: ['--version'] },
    { name: 'ceph-mon', args: ['--version'] },
    { name: 'ceph-osd', args: ['--version'] },
    { name: 'monmaptool', args: ['--version'] },
    { name: 'osdmaptool', args: ['--version'] },
  ],
  distribution: [
    { name: 'mariadbd', args: ['--no-defaults', '--version'] },
    { name: 'mariadb', args: ['--version'] },
    { name: 'redis-server', args: ['--version'] },
  ],
};

const NO_S3 = `This distribution has MariaDB and Redis but no S3 server. Set S3_ENDPOINT, S3_ACCESS_KEY_ID and
S3_SECRET_ACCESS_KEY to use an existing one; the other two are then started from its packages.`;

/**
 * Finds the servers' programs, downloading them once to the user's cache if they are missing.
 * @param {{ log: import('../progress.mjs').Log, needsS3: boolean, recorded?: Flavour | undefined }} options
 *   recorded: the flavour that created this checkout's data; no other can read it
 * @returns {Promise<Programs>}
 */
export async function findPrograms({ log, needsS3, recorded }) {
  const wanted = recorded ?? wantedFlavour();
  if (wanted === 'distribution' && needsS3) throw new Plain(NO_S3);
  if (wanted) return programsOf(wanted, log);
  try {
    return await programsOf('sid', log);
  } catch (error) {
    const reason = `MySQL, Valkey and Ceph cannot be installed from Debian's packages: ${messageOf(error)}`;
    if (needsS3) throw new Plain(`${reason}\n\n${NO_S3}`);
    log(`${reason}; using MariaDB and Redis from this distribution`);
    return programsOf('distribution', log);
  }
}

/** @returns {Flavour | undefined} */
function wantedFlavour() {
  const wanted = process.env.SLUICE_SERVICES_PACKAGES;
  if (wanted === undefined || wanted === '') return undefined;
  if (wanted === 'sid' || wanted === 'distribution') return wanted;
  throw new Plain(`SLUICE_SERVICES_PACKAGES is "${wanted}". Use sid or distribution.`);
}

/** @param {Flavour} flavour @param {import('../progress.mjs').Log} log @returns {Promise<Programs>} */
async function programsOf(flavour, log) {
  const installed = flavour === 'distribution' ? installedPrograms() : undefined;
  if (installed) return installed;
  if (process.platform !== 'linux') throw new Plain('Debian packages only run on Linux.');
  const suite = flavour === 'sid' ? 'sid' : ownSuite();
  const folder = path.join(cacheFolder(), `${suite}-${process.arch}`);
  if (!existsSync(folder)) await withLock(`${folder}.lock`, () => fetchPackages({ suite, flavour, folder, log }));
  return {
    flavour,
    program: (name) => path.join(folder, 'bin', name),
    share: path.join(folder, 'root/usr/share/mysql'),
  };
}

/** @param {{ suite: string, flavour: Flavour, folder: string, log: import('../progress.mjs').Log }} request */
async function fetchPackages({ suite, flavour, folder, log }) {
  if (existsSync(folder)) return;
  await unpackPackages({ suite, folder, log, packages: PACKAGES[flavour], trials: TRIALS[flavour] });
}

/** Programs installed on this machine, if it has both servers. @returns {Programs | undefined} */
function installedPrograms() {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  const find = (/** @type {string} */ name) =>
    folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
  const [mariadbd, redis] = [find('mariadbd'), find('redis-server')];
  if (!mariadbd || !redis) return undefined;
  const share = path.resolve(path.dirname(mariadbd), '../share/mysql');
  return { flavour: 'distribution', program: (name) => find(name) ?? name, share };
}

/** The folder for unpacked packages, shared by all checkouts of this user. */
export function cacheFolder() {
  const folder =
    process.env.SLUICE_SERVICES_DIST ??
    path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'sluice-services');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));
