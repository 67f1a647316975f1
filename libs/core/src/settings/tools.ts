import { z } from 'zod';
import { anyText, httpUrl, oneOf, setting, text, wholeNumber } from './setting.ts';

const port = wholeNumber(1, 65_535);
const compose = ['compose'] as const;
const scripts = ['scripts'] as const;

/** It becomes part of a URL, and compose has no way to escape it. */
const password = (server: string) =>
  setting(text(z.string().regex(/^[\w.~-]+$/), 'letters, digits, `-`, `.`, `_` and `~`'), {
    text: `Password of ${server}, set when its volume is created. \`npm run secrets\` writes one.`,
    readBy: compose,
    secret: true,
    unset: 'docker compose refuses to start',
  });

const localPort = (server: string, number: number) =>
  setting(port, { text: `Port of ${server} on this machine.`, readBy: compose, default: String(number) });

/** The servers and the image of docker-compose.yml. */
export const composeSettings = z.object({
  MYSQL_ROOT_PASSWORD: password("MySQL's root user"),
  MYSQL_PASSWORD: password('the MySQL user `sluice`'),
  VALKEY_PASSWORD: password('Valkey'),
  SLUICE_MYSQL_PORT: localPort('MySQL', 23_306),
  SLUICE_VALKEY_PORT: localPort('Valkey', 26_379),
  SLUICE_S3_PORT: localPort('S3', 8_333),
  SLUICE_VERSION: setting(anyText, {
    text: 'Tag of the image `sluice` that API and worker run.',
    readBy: compose,
    default: 'dev',
  }),
  SLUICE_WORKERS: setting(wholeNumber(1, 100), {
    text: 'Number of workers.',
    readBy: compose,
    default: '2',
  }),
  SLUICE_WORKER_MEMORY: setting(text(z.string().regex(/^\d+[mg]$/), 'such as `512m` or `3g`'), {
    text: 'Memory that a worker may use before it is killed. Raise it with `ANALYSIS_MEMORY_MB` and the two concurrencies.',
    readBy: compose,
    default: '3g',
  }),
});

/** The command line, and the scripts that talk to a running API. */
export const clientSettings = z.object({
  SLUICE_URL: setting(httpUrl, {
    text: 'The API to talk to.',
    readBy: ['cli', 'scripts'],
    unset: 'what `sluice login` saved; in a checkout the API of `npm start`',
    example: 'http://127.0.0.1:3000',
  }),
  SLUICE_TOKEN: setting(anyText, {
    text: 'Token for that API. Commands for storage servers need an operator’s.',
    readBy: ['cli', 'scripts'],
    secret: true,
    unset: 'as for `SLUICE_URL`',
  }),
});

/** Where a checkout gets its servers and programs from. */
export const checkoutSettings = z.object({
  SLUICE_DIR: setting(anyText, {
    text: 'Folder for data, logs, process ids, ports and generated secrets of this checkout.',
    readBy: scripts,
    default: '.sluice',
  }),
  SLUICE_SERVICES: setting(oneOf(['docker', 'packages']), {
    text: 'Where `npm start` gets the servers from that the environment does not name.',
    readBy: scripts,
    unset: 'docker if its engine answers, otherwise packages',
    example: 'packages',
  }),
  SLUICE_SERVICES_PACKAGES: setting(oneOf(['sid', 'distribution']), {
    text: 'Which Debian packages: sid has MySQL, Valkey and Ceph; distribution has MariaDB and Redis, without S3.',
    readBy: scripts,
    unset: 'sid, and distribution if those cannot be fetched',
    example: 'sid',
  }),
  SLUICE_SERVICES_DIST: setting(anyText, {
    text: 'Folder for unpacked servers, shared by all checkouts.',
    readBy: scripts,
    unset: '`~/.cache/sluice-services`',
  }),
  SLUICE_BARE_DIR: setting(anyText, {
    text: 'Folder for the bare Debian of `npm run bare` (400 MB) and the copies it runs in (about 5 GB each).',
    readBy: scripts,
    unset: '`~/.cache/sluice-bare`',
  }),
  SLUICE_DEBIAN_MIRROR: setting(httpUrl, {
    text: 'Mirror to fetch Debian packages from.',
    readBy: scripts,
    unset: 'the one that apt uses on this machine',
  }),
  CHROMIUM: setting(anyText, {
    text: 'Chromium for the browser tests.',
    readBy: scripts,
    unset: 'on Debian that of its packages, elsewhere an installed one',
  }),
  SEED: setting(wholeNumber(0, 2_147_483_647), {
    text: 'Seed of the random data and moments of `npm run soak`, which prints the one it used.',
    readBy: scripts,
    unset: 'a random one',
    example: '7',
  }),
  MYSQL_CLIENT: setting(anyText, {
    text: 'The `mysql` client that the import benchmark compares with.',
    readBy: scripts,
    unset: 'the one that came with the servers',
  }),
});
