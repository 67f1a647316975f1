// @ts-check
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAppUp, logTails } from '../apps.mjs';
import { Plain, progress } from '../progress.mjs';
import { count, progressBar } from '../progress-bar.mjs';
import { call, FINAL, POLL_MS, say } from './client.mjs';

/**
 * The part of an import's status that the demo shows.
 * @typedef {{ job_id: string, status: string, total_rows: number | null, processed_rows: number, successful_rows: number,
 *   failed_rows: number, skipped_rows: number, inserted_rows: number, updated_rows: number, unchanged_rows: number,
 *   rows_per_second: number | null, eta_seconds: number | null, error_message: string | null,
 *   errors: { row: number, line: number, field: string | null, code: string, value: string | null, error: string }[] }} Status
 * @typedef {import('./client.mjs').Demo} Demo
 */

/**
 * Imports a file with a progress bar, shows the outcome and saves the result file.
 * @param {Demo} demo @param {string} importer @param {string} file @param {{ good: number, bad: number }} expected
 * @returns {Promise<{ docId: string }>}
 */
export async function importFile(demo, importer, file, expected) {
  const job = await submit(demo, importer, file);
  const status = await watch(demo, job.status_url);
  report(status);
  const { path: result, bytes } = await saveResults(demo, job.status_url);
  say(`\n  Result file: ${result} (${count(bytes)} bytes)
  It contains every original record with its status. Fix the failed records and upload it again to import only those.\n\n`);
  if (status.failed_rows !== expected.bad || status.successful_rows !== expected.good) {
    throw new Plain(
      `The file has ${expected.good} good and ${expected.bad} bad records; the import counted differently.`,
    );
  }
  return { docId: job.doc_id };
}

/** @param {Demo} demo @param {string} importer @param {string} file */
async function submit(demo, importer, file) {
  const body = new FormData();
  body.set('file', new Blob([await readFile(file)], { type: 'text/csv' }), path.basename(file));
  const began = performance.now();
  const answer = await call(demo, `/api/v1/${importer}/bulk`, { method: 'POST', body });
  const job = /** @type {{ job_id: string, doc_id: string, status_url: string }} */ (await answer.json());
  progress(`accepted as job ${job.job_id} after ${Math.round(performance.now() - began)} ms\n`);
  return job;
}

/** Waits for the import to finish. @param {Demo} demo @param {string} statusUrl @returns {Promise<Status>} */
async function watch(demo, statusUrl) {
  const bar = progressBar(process.stdout);
  for (;;) {
    const status = /** @type {Status} */ (await (await call(demo, statusUrl)).json());
    const isLast = FINAL.includes(status.status);
    bar.show(stateOf(status), isLast);
    if (status.status === 'completed') return status;
    if (isLast) throw new Plain(`The import ${status.status}: ${status.error_message}\n\n${logTails(demo.place)}`);
    if (!isAppUp(demo.place, 'worker')) throw new Plain(`The worker exited.\n\n${logTails(demo.place)}`);
    await sleep(POLL_MS);
  }
}

/** @param {Status} status @returns {import('../progress-bar.mjs').State} */
function stateOf({ processed_rows, total_rows, rows_per_second, eta_seconds, status }) {
  return { done: processed_rows, total: total_rows, rate: rows_per_second, eta: eta_seconds, note: status };
}

/** @param {Status} status */
function report(status) {
  say(`
  Records in the file ${count(status.total_rows ?? 0)}
  Inserted            ${count(status.inserted_rows)}
  Updated             ${count(status.updated_rows)}
  Unchanged           ${count(status.unchanged_rows)}
  Skipped             ${count(status.skipped_rows)}
  Failed              ${count(status.failed_rows)}

  The first errors:
`);
  for (const { row, field, code, value, error } of status.errors.slice(0, 5)) {
    say(
      `    record ${row}, ${field ?? 'whole record'}: ${code}, ${error}${value === null ? '' : ` (${JSON.stringify(short(value))})`}\n`,
    );
  }
}

/** @param {string} text */
function short(text) {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

/** The result file may not be delivered yet; then the API says when to retry. */
async function saveResults(/** @type {Demo} */ demo, /** @type {string} */ statusUrl) {
  const file = path.join(demo.place.base, 'inventory.results.csv');
  for (;;) {
    const answer = await call(demo, `${statusUrl}/results?format=csv`);
    if (answer.status !== 202) {
      await writeFile(file, Buffer.from(await answer.arrayBuffer()));
      return { path: file, bytes: (await stat(file)).size };
    }
    await sleep(Number(answer.headers.get('retry-after') ?? '1') * 1000);
  }
}
