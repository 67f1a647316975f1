// @ts-check
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { APP_NAMES, appLog, isAppUp, startApp, waitForApps } from './apps.mjs';
import { appEnvironment, loadEnvFile } from './environment.mjs';
import { withLock } from './lock.mjs';
import { statePaths } from './paths.mjs';
import { freePortFrom, isFree } from './ports.mjs';
import { readOr } from './process.mjs';
import { Plain, progress } from './progress.mjs';
import { runMain } from './run-main.mjs';
import { writeSample } from './sample-data.mjs';
import { ensureServices } from './services/index.mjs';
import { setUp } from './setup.mjs';
import { signToken } from './token.mjs';

const HELP = `npm start: sets up, starts the servers, the API and a worker in the background, and prints how to use them.

Settings (docs/settings.md) are read from the environment and from .env. API_PORT is 3000, or the next one that is free.
npm stop stops everything.
`;
const ACCOUNT = 'demo';

await runMain(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  loadEnvFile();
  const place = statePaths();
  await withLock(path.join(place.base, 'start.lock'), () => start(place));
});

/** @param {import('./paths.mjs').StatePaths} place */
async function start(place) {
  await setUp(progress);
  const { env: services, kind } = await ensureServices({ log: progress, keep: true });
  const missing = APP_NAMES.filter((name) => !isAppUp(place, name));
  const address = await apiAddress(place, missing.includes('api'));
  const env = { ...appEnvironment(services), API_PORT: String(address.port) };
  for (const name of missing) await startApp(place, name, env);
  if (missing.length > 0) progress(`waiting for ${missing.join(' and ')}`);
  await waitForApps(place, address.url);
  progress(missing.length === 0 ? 'api and worker are already running' : `${missing.join(' and ')} started`);
  await printSummary({ place, url: address.url, kind });
}

/**
 * Where the API listens: API_PORT, or the port of the last run, or the first free port from 3000 on.
 * @param {import('./paths.mjs').StatePaths} place
 * @param {boolean} isNew whether the API is about to start, so that its port must be free
 */
async function apiAddress(place, isNew) {
  const file = path.join(place.base, 'api-port');
  const host = process.env.API_HOST || '127.0.0.1';
  const asked = Number(process.env.API_PORT ?? 0);
  let port = Number(readOr(file, '0'));
  if (isNew && asked > 0 && !(await isFree(asked, host))) {
    throw new Plain(`API_PORT ${asked} is in use by another program. Choose another port, or unset API_PORT.`);
  }
  if (isNew) {
    port = asked || (await freePortFrom(port || 3000));
    writeFileSync(file, String(port));
  }
  return { port, url: `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${port}` };
}

/** @param {{ place: import('./paths.mjs').StatePaths, url: string, kind: string }} running */
async function printSummary({ place, url, kind }) {
  const sample = path.join(place.base, 'sample.csv');
  await writeSample({ path: sample, rows: 1000 });
  const steps = process.env.JWT_JWKS_URL
    ? ''
    : firstSteps(url, sample, await signToken({ account: ACCOUNT, role: 'operator' }));
  process.stdout.write(`
  Dashboard ${url}
  API       ${url}/api/v1, described at ${url}/docs
  Logs      ${APP_NAMES.map((name) => appLog(place, name)).join('\n            ')}
  Servers   ${kind}; npm stop keeps their data (npm run services -- status)
${steps}
  npm stop stops everything.

`);
}

/** @param {string} url @param {string} sample @param {string} token */
function firstSteps(url, sample, token) {
  return `
In a browser: open the dashboard, press "Sign in", and drop ${sample},
which has 1,000 records, 20 of them bad.

On the command line: npm run -s sluice -- import ${sample}

With curl: this token for the account ${ACCOUNT} is valid for 24 hours (npm run token creates others):

  export TOKEN=${token}

  curl -H "Authorization: Bearer $TOKEN" -F file=@${sample} ${url}/api/v1/assets/bulk
  curl -H "Authorization: Bearer $TOKEN" ${url}/api/v1/assets/bulk
`;
}
