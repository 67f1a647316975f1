// @ts-check
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { firstAnswer } from '../ports.mjs';
import { endProcess, livePid, runLogged, startDetached, waitUntil } from '../process.mjs';
import { Plain } from '../progress.mjs';
import { cephConf } from './ceph-conf.mjs';
import { logFileOf, pidFileOf } from './checkout.mjs';

/** @typedef {import('./packaged.mjs').Setting} Setting */
/** @typedef {import('./checkout.mjs').Checkout} Checkout */

const DAEMONS = /** @type {const} */ (['mon', 'osd', 's3']);

/**
 * S3 from a real Ceph object gateway with its own storage daemon, which stores objects in one sparse file. Tests stop and
 * start only the gateway; the daemons behind it stop together with all servers.
 */
export const ceph = {
  label: () => 'Ceph S3 gateway',

  /** @param {Setting} setting */
  async start(setting) {
    const cluster = clusterOf(setting);
    mkdirSync(cluster.sockets, { recursive: true });
    if (!existsSync(cluster.made)) rmSync(cluster.folder, { recursive: true, force: true });
    for (const part of ['mon', 'osd', 'rgw']) mkdirSync(path.join(cluster.folder, part), { recursive: true });
    writeFileSync(cluster.conf, cephConf(cluster));
    await prepareMonitor(cluster);
    await startDaemon(cluster, 'mon', 'ceph-mon', ['-i', 'a']);
    if (!existsSync(cluster.made)) {
      await cluster.run('ceph-osd', ['-i', '0', '--mkfs', '--osd-uuid', cluster.fsid]);
    }
    await startDaemon(cluster, 'osd', 'ceph-osd', ['-i', '0']);
    await startDaemon(cluster, 's3', 'radosgw', ['-n', 'client.rgw']);
    if (!existsSync(cluster.made)) await makeAccount(cluster);
  },

  /** @param {number} port */
  async answers(port) {
    const answer = await firstAnswer({ port, hello: 'GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n' });
    return /^HTTP\/1\.1 [1-4]/.test(answer?.toString('latin1') ?? '');
  },

  /** @param {Checkout} checkout */
  isUp: (checkout) => existsSync(madeFile(checkout)) && DAEMONS.every((name) => isAlive(checkout, name)),

  /** Whether everything but the gateway is running, on the chosen ports. @param {Checkout} checkout */
  isHalfUp: (checkout) => existsSync(madeFile(checkout)) && isAlive(checkout, 'mon') && isAlive(checkout, 'osd'),

  /** @param {Checkout} checkout */
  stopBehind: (checkout) => stopDaemons(checkout),

  /** @param {Checkout} checkout */
  env: ({ memory, secrets }) => ({
    S3_ENDPOINT: `http://127.0.0.1:${memory.ports.s3}`,
    S3_ACCESS_KEY_ID: secrets.s3Key,
    S3_SECRET_ACCESS_KEY: secrets.s3Secret,
  }),
};

/** Exists once the store and its account are complete. @param {Checkout} checkout */
const madeFile = ({ paths }) => path.join(paths.data, 'ceph', 'made');

/** @param {Checkout} checkout @param {string} name */
const isAlive = (checkout, name) => livePid(pidFileOf(checkout, name)) !== undefined;

/** @param {Setting} setting */
function clusterOf({ checkout, programs }) {
  const { memory, paths, sockets } = checkout;
  const folder = path.join(paths.data, 'ceph');
  const conf = path.join(folder, 'ceph.conf');
  const logFile = logFileOf(checkout, 'ceph-setup');
  return {
    checkout,
    programs,
    folder,
    conf,
    sockets,
    fsid: checkout.secrets.cluster,
    libraries: path.resolve(programs.share, `../../lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`),
    monPort: /** @type {number} */ (memory.ports.ceph),
    s3Port: /** @type {number} */ (memory.ports.s3),
    made: madeFile(checkout),
    run: (/** @type {string} */ program, /** @type {string[]} */ args) =>
      runLogged(programs.program(program), ['-c', conf, ...args], { logFile, append: true, patience: 120_000 }),
  };
}

/** @typedef {ReturnType<typeof clusterOf>} Cluster */

/** The monitor stores its own address, so a changed port must be written to its store. @param {Cluster} cluster */
async function prepareMonitor(cluster) {
  if (isAlive(cluster.checkout, 'mon')) return;
  const monmap = path.join(cluster.folder, 'monmap');
  const address = `[v2:127.0.0.1:${cluster.monPort}]`;
  await cluster.run('monmaptool', ['--create', '--clobber', '--fsid', cluster.fsid, '--addv', 'a', address, monmap]);
  if (existsSync(cluster.made)) return cluster.run('ceph-mon', ['-i', 'a', '--inject-monmap', monmap]);
  const osdmap = path.join(cluster.folder, 'osdmap');
  await cluster.run('osdmaptool', ['--createsimple', '1', '--clobber', osdmap]);
  await cluster.run('ceph-mon', ['-i', 'a', '--mkfs', '--monmap', monmap, '--osdmap', osdmap]);
}

/** @param {Cluster} cluster @param {string} name @param {string} program @param {string[]} args */
async function startDaemon({ checkout, conf, programs }, name, program, args) {
  if (isAlive(checkout, name)) return;
  await startDetached({
    command: programs.program(program),
    args: ['-c', conf, ...args, '-f'],
    logFile: logFileOf(checkout, name),
    pidFile: pidFileOf(checkout, name),
  });
}

/** The account is kept in the store, so this runs once, when the gateway first responds. @param {Cluster} cluster */
async function makeAccount(cluster) {
  const { s3Key, s3Secret } = cluster.checkout.secrets;
  const gone = () => !isAlive(cluster.checkout, 's3');
  const answers = await waitUntil(async () => gone() || (await ceph.answers(cluster.s3Port)), 90_000);
  if (!answers || gone()) throw new Plain('The Ceph S3 gateway does not respond.');
  const account = ['user', 'create', '--uid=sluice', '--display-name=sluice'];
  const keys = [`--access-key=${s3Key}`, `--secret-key=${s3Secret}`];
  await cluster.run('radosgw-admin', ['-n', 'client.rgw', ...account, ...keys]);
  writeFileSync(cluster.made, '');
}

/** The gateway is stateless, so it is killed; the daemons close their stores. @param {Checkout} checkout */
async function stopDaemons(checkout) {
  await endProcess(pidFileOf(checkout, 's3'), { signal: 'SIGKILL' });
  await endProcess(pidFileOf(checkout, 'osd'));
  await endProcess(pidFileOf(checkout, 'mon'));
}
