// @ts-check
import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { loadEnvFile } from './environment.mjs';
import { Plain, progress } from './progress.mjs';
import { runMain } from './run-main.mjs';
import {
  ensureServices,
  restartService,
  servicesStatus,
  startService,
  stopService,
  stopServices,
} from './services/index.mjs';
import { serviceName } from './services/names.mjs';

const HELP = `MySQL, Redis and S3 for development and tests.

  npm run services -- start [mysql|valkey|s3]     start all servers, or one that was stopped
  npm run services -- stop [mysql|valkey|s3]      stop all of them, or one; --signal SIGKILL crashes it
  npm run services -- restart mysql|valkey|s3
  npm run services -- status                      one line per server; exit code 1 unless all are up
  npm run services -- env                         print settings for the apps, for eval or an .env file

  --dir DIR       folder for data, logs and ports (.sluice)
  --signal SIG    signal for stop and restart of one server
  --help

Servers named by DATABASE_URL, REDIS_URL and S3_ENDPOINT are used as they are. The others are started with Docker if it
is running, or else from Debian's packages, as the current user and on loopback.

  SLUICE_SERVICES=docker|packages          how to start servers
  SLUICE_SERVICES_PACKAGES=sid|distribution
                                           MySQL, Valkey and Ceph; or MariaDB and Redis, without S3
  SLUICE_SERVICES_DIST=DIR                 folder for unpacked programs (~/.cache/sluice-services)
  SLUICE_DEBIAN_MIRROR=URL                 Debian mirror (default: the one that apt uses)
`;

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { dir: { type: 'string' }, signal: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const [command, word, ...rest] = positionals;
  if (values.help || command === undefined) return say(HELP);
  loadEnvFile();
  const signal = /** @type {NodeJS.Signals | undefined} */ (values.signal);
  if (signal !== undefined && !(signal in constants.signals)) throw new Plain(`Unknown signal: ${signal}.`);
  const options = { dir: values.dir, log: progress, signal };
  const name = word === undefined ? undefined : serviceName(word);
  if (rest.length > 0) throw new Plain(`Unexpected arguments: ${rest.join(' ')}`);
  if (command === 'start') return name ? startService(name, options) : start(options);
  if (command === 'stop') return name ? stopService(name, options) : stopServices(options);
  if (command === 'restart' && name) return restartService(name, options);
  if (command === 'status') return status(options);
  if (command === 'env') return printEnv(options);
  throw new Plain(`Unknown command: ${[command, name].filter(Boolean).join(' ')}.\n\n${HELP}`);
});

/** @param {{ dir: string | undefined, log: typeof progress }} options */
async function start(options) {
  await ensureServices({ ...options, keep: true });
  await status(options);
}

/** @param {{ dir: string | undefined }} options */
async function status(options) {
  const lines = await servicesStatus(options);
  for (const { name, source, up, address } of lines) {
    say(`${name.padEnd(8)}${(up ? 'up' : 'down').padEnd(6)}${address.padEnd(24)}${source ?? 'never started'}\n`);
  }
  return lines.every(({ up }) => up) ? 0 : 1;
}

/** @param {{ dir: string | undefined }} options */
async function printEnv(options) {
  const down = (await servicesStatus(options)).filter(({ up }) => !up).map(({ name }) => name);
  if (down.length > 0) throw new Plain(`Not running: ${down.join(', ')}. Start them first: npm run services -- start`);
  const { env } = await ensureServices({ ...options, keep: true });
  for (const [key, value] of Object.entries(env)) say(`${key}=${value}\n`);
}

/** @param {string} text */
function say(text) {
  process.stdout.write(text);
}
