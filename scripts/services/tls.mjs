// @ts-check
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { freePortFrom, isReachable } from '../ports.mjs';
import { endProcess, runLogged, startDetached, waitUntil } from '../process.mjs';
import { Plain } from '../progress.mjs';
import { logFileOf, openCheckout, pidFileOf } from './checkout.mjs';
import { findPrograms } from './packages.mjs';

const FIRST = { valkey: 26579, s3: 28200 };

/**
 * Further servers of this checkout, for tests: a Valkey, and a gateway of the same Ceph cluster, that speak only TLS.
 * @param {{ dir?: string | undefined, certificate: string, key: string, gateway?: Record<string, string> }} options
 *   certificate, key: PEM files; gateway: further options of the gateway
 * @returns {Promise<{ redisUrl: string, s3Endpoint: string, admin: (args: string[]) => Promise<void>,
 *   stop: () => Promise<void> } | undefined>} undefined if the servers do not come from Debian's packages
 */
export async function startTlsServers({ dir, certificate, key, gateway = {} }) {
  const checkout = openCheckout(dir);
  const { memory, paths, secrets, sockets } = checkout;
  if (memory.sources.valkey !== 'packages' || memory.sources.s3 !== 'packages' || memory.flavour !== 'sid') return;
  const { program } = await findPrograms({ log: () => {}, needsS3: true, recorded: memory.flavour });
  const files = (/** @type {string} */ name) => ({
    logFile: logFileOf(checkout, name),
    pidFile: pidFileOf(checkout, name),
  });
  const conf = path.join(paths.data, 'ceph', 'ceph.conf');
  const [valkeyPort, s3Port] = [await freePortFrom(FIRST.valkey), await freePortFrom(FIRST.s3)];
  const data = path.join(paths.base, 'tmp', 'valkey-tls');
  mkdirSync(data, { recursive: true });
  await startDetached({
    command: program('valkey-server'),
    args: [
      ...['--port', '0', '--tls-port', String(valkeyPort), '--bind', '127.0.0.1', '--dir', data, '--save', ''],
      ...['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no'],
      ...['--requirepass', secrets.valkey, '--maxmemory-policy', 'noeviction'],
    ],
    ...files('valkey-tls'),
  });
  const frontend = `beast ssl_endpoint=127.0.0.1:${s3Port} ssl_certificate=${certificate} ssl_private_key=${key}`;
  const options = { rgw_frontends: frontend, admin_socket: path.join(sockets, 'rgw-tls.asok'), ...gateway };
  await startDetached({
    command: program('radosgw'),
    args: [
      '-c',
      conf,
      '-n',
      'client.rgw',
      '-f',
      ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
    ],
    ...files('s3-tls'),
  });
  const stop = async () => {
    await Promise.all([
      endProcess(pidFileOf(checkout, 'valkey-tls')),
      endProcess(pidFileOf(checkout, 's3-tls'), { signal: 'SIGKILL' }),
    ]);
  };
  const up = await waitUntil(
    async () => (await isReachable('127.0.0.1', valkeyPort)) && (await isReachable('127.0.0.1', s3Port)),
    60_000,
  );
  if (!up) {
    await stop();
    throw new Plain(`A server with TLS did not start; see ${logFileOf(checkout, 's3-tls')}.`);
  }
  return {
    redisUrl: `rediss://:${secrets.valkey}@localhost:${valkeyPort}/0`,
    s3Endpoint: `https://localhost:${s3Port}`,
    admin: (args) =>
      runLogged(program('radosgw-admin'), ['-c', conf, '-n', 'client.rgw', ...args], {
        logFile: logFileOf(checkout, 'radosgw-admin'),
        append: true,
        patience: 30_000,
      }),
    stop,
  };
}
