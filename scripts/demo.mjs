// @ts-check
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startApp, stopApps, waitForApps } from './apps.mjs';
import { analyzeDocument } from './demo/analysis.mjs';
import { importFile } from './demo/import.mjs';
import { defineImporter } from './demo/importer.mjs';
import { appEnvironment, loadEnvFile } from './environment.mjs';
import { withLock } from './lock.mjs';
import { demoPaths } from './paths.mjs';
import { freePortFrom } from './ports.mjs';
import { Plain, progress } from './progress.mjs';
import { count } from './progress-bar.mjs';
import { atEnd, runMain } from './run-main.mjs';
import { writeSample } from './sample-data.mjs';
import { ensureServices } from './services/index.mjs';
import { setUp } from './setup.mjs';
import { signToken } from './token.mjs';

const HELP = `npm run demo: sets everything up, infers from a small file how such files become rows of a table, makes the table,
imports a file of 100,000 records, 2% of them bad, shows which records failed and why, cleans the same file, saves the report and
stops. It stops everything that it started; what was already running keeps running.

  npm run demo -- --rows N      number of records
`;

await runMain(async () => {
  const { values } = parseArgs({ options: { rows: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  const rows = Number(values.rows ?? '100000');
  if (!Number.isInteger(rows) || rows < 1) throw new Plain(`--rows ${values.rows}: must be a whole number above 0.`);
  loadEnvFile();
  const place = demoPaths();
  const onWait = () => progress('another demo is running; waiting for it to finish');
  await withLock(path.join(place.base, 'lock'), () => demo(place, rows), { onWait });
});

/** @typedef {ReturnType<typeof demoPaths>} Place */

/** @param {Place} place @param {number} rows */
async function demo(place, rows) {
  await setUp(progress);
  const { env: services, stop } = await ensureServices({ log: progress });
  atEnd(stop);
  const running = await startApps(place, services);
  const importer = await defineImporter(running);
  const file = path.join(place.base, 'inventory.csv');
  const sample = await writeSample({ path: file, rows });
  progress(
    `created ${file}: ${count(rows)} records, ${count(sample.bytes)} bytes; ${count(sample.bad)} records are bad on purpose`,
  );
  const { docId } = await importFile(running, importer, file, sample);
  await analyzeDocument(running, docId);
  await stopApps(place, () => {});
  await stop();
}

/** Starts a separate API, on a free port, and worker for the demo. */
async function startApps(/** @type {Place} */ place, /** @type {Record<string, string>} */ services) {
  if (process.env.JWT_JWKS_URL)
    throw new Plain('JWT_JWKS_URL is set, so the demo cannot sign a token. Unset it for the demo.');
  await stopApps(place, () => {});
  const port = await freePortFrom(3100);
  const env = { ...appEnvironment(services), API_HOST: '127.0.0.1', API_PORT: String(port), LOG_LEVEL: 'info' };
  atEnd(() => stopApps(place, () => {}));
  progress('starting an API and a worker');
  for (const name of /** @type {const} */ (['api', 'worker'])) await startApp(place, name, env);
  const url = `http://127.0.0.1:${port}`;
  await waitForApps(place, url);
  // A new account each time, so that rows of an earlier demo do not turn good rows into duplicates.
  const account = `demo-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`;
  progress(`ready at ${url}, account ${account}`);
  return { url, token: await signToken({ account, role: 'operator', expires: '1h' }), place };
}
