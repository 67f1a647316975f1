// @ts-check
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isAppUp, logTails, startApp, stopApps, waitForApps } from './apps.mjs';
import { appEnvironment, jwtSecret, loadEnvFile } from './environment.mjs';
import { withLock } from './lock.mjs';
import { demoPaths } from './paths.mjs';
import { freePortFrom } from './ports.mjs';
import { Plain, progress } from './progress.mjs';
import { count, progressBar } from './progress-bar.mjs';
import { atEnd, runMain } from './run-main.mjs';
import { writeSample } from './sample-data.mjs';
import { ensureServices } from './services/index.mjs';
import { setUp } from './setup.mjs';
import { signToken } from './token.mjs';

const HELP = `npm run demo: sets everything up, makes a file of 100,000 rows with 2 % bad ones, imports it through the API, shows
which rows failed and why, and ends. What it started is stopped again; what was running stays.

  npm run demo -- --rows N      another size
`;
const POLL_MS = 300;
const FINAL = ['completed', 'failed', 'cancelled'];

/**
 * The status of an import, as far as the demo shows it.
 * @typedef {{ job_id: string, status: string, total_rows: number | null, processed_rows: number, successful_rows: number,
 *   failed_rows: number, skipped_rows: number, inserted_rows: number, updated_rows: number,
 *   rows_per_second: number | null, eta_seconds: number | null, error_message: string | null,
 *   errors: { row: number, line: number, field: string | null, code: string, value: string | null, error: string }[] }} Status
 * @typedef {{ url: string, token: string, place: ReturnType<typeof demoPaths> }} Demo
 */

await runMain(async () => {
  const { values } = parseArgs({ options: { rows: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) return void process.stdout.write(HELP);
  const rows = Number(values.rows ?? '100000');
  if (!Number.isInteger(rows) || rows < 1) throw new Plain(`--rows ${values.rows}: a whole number above 0.`);
  loadEnvFile();
  const place = demoPaths();
  const onWait = () => progress('another demo is running; waiting for its end');
  await withLock(path.join(place.base, 'lock'), () => demo(place, rows), { onWait });
});

/** @param {Demo['place']} place @param {number} rows */
async function demo(place, rows) {
  await setUp(progress);
  const { env: services, stop } = await ensureServices({ log: progress });
  atEnd(stop);
  const running = await startApps(place, services);
  const file = path.join(place.base, 'assets.csv');
  const sample = await writeSample({ path: file, rows });
  progress(`made ${file}: ${count(rows)} rows, ${count(sample.bytes)} bytes, ${count(sample.bad)} rows bad on purpose`);
  const job = await submit(running, file);
  const status = await watch(running, job.status_url);
  report(status);
  const { path: result, bytes } = await saveResults(running, job.status_url);
  say(`\n  Result file: ${result} (${count(bytes)} bytes)
  It holds every row with what became of it; repaired and sent again, only what failed is imported.\n\n`);
  await stopApps(place, () => {});
  await stop();
  if (status.failed_rows !== sample.bad || status.successful_rows !== sample.good) {
    throw new Plain(`The file has ${sample.good} good and ${sample.bad} bad rows; the import counted otherwise.`);
  }
}

/** An API on a free port and a worker of the demo's own. */
async function startApps(/** @type {Demo['place']} */ place, /** @type {Record<string, string>} */ services) {
  if (process.env.JWT_JWKS_URL) throw new Plain('JWT_JWKS_URL is set: the demo cannot make a token for itself.');
  await stopApps(place, () => {});
  const port = await freePortFrom(3100);
  const env = { ...appEnvironment(services), API_HOST: '127.0.0.1', API_PORT: String(port), LOG_LEVEL: 'info' };
  atEnd(() => stopApps(place, () => {}));
  progress('starting an API and a worker');
  for (const name of /** @type {const} */ (['api', 'worker'])) await startApp(place, name, env);
  const url = `http://127.0.0.1:${port}`;
  await waitForApps(place, url);
  // A new account each time: what an earlier demo imported must not turn good rows into duplicates.
  const account = `demo-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`;
  progress(`ready at ${url}, account ${account}`);
  return { url, token: signToken({ secret: jwtSecret(), account, expires: '1h' }), place };
}

/** @param {Demo} demo @param {string} target @param {RequestInit} [init] */
async function call({ url, token, place }, target, init = {}) {
  const request = { ...init, headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(60_000) };
  const answer = await fetch(new URL(target, url), request).catch((error) => {
    throw new Plain(`${target}: ${error.cause?.message ?? error.message}\n\n${logTails(place)}`);
  });
  if (!answer.ok) throw new Plain(`${target} answered ${answer.status}: ${await answer.text()}\n\n${logTails(place)}`);
  return answer;
}

/** @param {Demo} demo @param {string} file */
async function submit(demo, file) {
  const body = new FormData();
  body.set('file', new Blob([await readFile(file)], { type: 'text/csv' }), path.basename(file));
  const began = performance.now();
  const answer = await call(demo, '/api/v1/assets/bulk', { method: 'POST', body });
  const job = /** @type {{ job_id: string, status_url: string }} */ (await answer.json());
  progress(`accepted as job ${job.job_id} after ${Math.round(performance.now() - began)} ms\n`);
  return job;
}

/** Follows the import to its end. @param {Demo} demo @param {string} statusUrl @returns {Promise<Status>} */
async function watch(demo, statusUrl) {
  const bar = progressBar(process.stdout);
  for (;;) {
    const status = /** @type {Status} */ (await (await call(demo, statusUrl)).json());
    const isLast = FINAL.includes(status.status);
    bar.show(stateOf(status), isLast);
    if (status.status === 'completed') return status;
    if (isLast) throw new Plain(`The import ${status.status}: ${status.error_message}\n\n${logTails(demo.place)}`);
    if (!isAppUp(demo.place, 'worker')) throw new Plain(`The worker ended.\n\n${logTails(demo.place)}`);
    await sleep(POLL_MS);
  }
}

/** @param {Status} status @returns {import('./progress-bar.mjs').State} */
function stateOf({ processed_rows, total_rows, rows_per_second, eta_seconds, status }) {
  return { done: processed_rows, total: total_rows, rate: rows_per_second, eta: eta_seconds, note: status };
}

/** @param {Status} status */
function report(status) {
  say(`
  Imported ${count(status.inserted_rows)} rows, updated ${count(status.updated_rows)}
  Failed   ${count(status.failed_rows)} rows
  Skipped  ${count(status.skipped_rows)} rows

  The first errors:
`);
  for (const { row, field, code, value, error } of status.errors.slice(0, 5)) {
    say(
      `    row ${row}, ${field ?? 'row'}: ${code}, ${error}${value === null ? '' : ` (${JSON.stringify(short(value))})`}\n`,
    );
  }
}

/** @param {string} text */
function short(text) {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

/** The result file may still be on its way: then the API says when to ask again. */
async function saveResults(/** @type {Demo} */ demo, /** @type {string} */ statusUrl) {
  const file = path.join(demo.place.base, 'assets.results.csv');
  for (;;) {
    const answer = await call(demo, `${statusUrl}/results?format=csv`);
    if (answer.status !== 202) {
      await writeFile(file, Buffer.from(await answer.arrayBuffer()));
      return { path: file, bytes: (await stat(file)).size };
    }
    await sleep(Number(answer.headers.get('retry-after') ?? '1') * 1000);
  }
}

/** @param {string} text */
function say(text) {
  process.stdout.write(text);
}
