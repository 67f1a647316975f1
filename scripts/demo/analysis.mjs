// @ts-check
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAppUp, logTails } from '../apps.mjs';
import { Plain, progress } from '../progress.mjs';
import { count, progressBar } from '../progress-bar.mjs';
import { call, FINAL, POLL_MS, say } from './client.mjs';

/**
 * @typedef {import('./client.mjs').Demo} Demo
 * @typedef {{ status: string, phase: string | null, percent: number, error_message: string | null }} Status
 * @typedef {{ download_id: string, file_name: string, size_bytes: number, status: string }} Download
 * @typedef {{ executiveSummary: { title: string, value: string | number, description: string }[], downloads: Download[] }} Report
 */

/** Cleans the document with a progress bar, shows the summary and saves the artifacts. @param {Demo} demo @param {string} docId */
export async function analyzeDocument(demo, docId) {
  const answer = await call(demo, '/api/v1/analyses', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tool: 'clean-my-data', doc_id: docId }),
  });
  const job = /** @type {{ analysis_id: string, status_url: string }} */ (await answer.json());
  progress(`clean-my-data accepted as analysis ${job.analysis_id}\n`);
  await watch(demo, job.status_url);
  const final = /** @type {{ report: Report }} */ (await (await call(demo, `${job.status_url}/report`)).json());
  show(final.report);
  for (const download of final.report.downloads) await save(demo, download);
  say('\n');
}

/** Waits for the analysis to finish. @param {Demo} demo @param {string} statusUrl */
async function watch(demo, statusUrl) {
  const bar = progressBar(process.stdout, '');
  for (;;) {
    const status = /** @type {Status} */ (await (await call(demo, statusUrl)).json());
    const isLast = FINAL.includes(status.status);
    const note = isLast ? status.status : (status.phase ?? status.status);
    bar.show({ done: status.percent, total: 100, rate: null, eta: null, note }, isLast);
    if (status.status === 'completed') return;
    if (isLast)
      throw new Plain(
        `The analysis has the status ${status.status}: ${status.error_message}\n\n${logTails(demo.place)}`,
      );
    if (!isAppUp(demo.place, 'worker')) throw new Plain(`The worker exited.\n\n${logTails(demo.place)}`);
    await sleep(POLL_MS);
  }
}

/** @param {Report} report */
function show({ executiveSummary }) {
  say('\n');
  for (const { title, value, description } of executiveSummary) {
    say(`  ${title}: ${typeof value === 'number' ? count(value) : value}. ${description}\n`);
  }
  say('\n  Downloads:\n');
}

/** @param {Demo} demo @param {Download} download */
async function save(demo, { download_id, file_name, size_bytes, status }) {
  if (status !== 'uploaded') throw new Plain(`${file_name} is ${status}.\n\n${logTails(demo.place)}`);
  const file = path.join(demo.place.base, file_name);
  const content = await call(demo, `/api/v1/downloads/${download_id}/content`);
  await writeFile(file, Buffer.from(await content.arrayBuffer()));
  say(`    ${file} (${count(size_bytes)} bytes)\n`);
}
