// @ts-check
/**
 * The analyses, from accepted to completed, against DuckDB's own SUMMARIZE (and COPY) of the same file; and the artifact
 * writers against exceljs and a plain write. See docs/benchmarks.md.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { createTestDatabase } from '@sluice/db/testing';
import { writeSample } from '../scripts/sample-data.mjs';
import { startApps } from './support/apps.mjs';
import { benchArtifacts } from './support/artifact-bench.mjs';
import { markdownTable, median } from './support/stats.mjs';
import { uploadFile } from './support/upload-file.mjs';

const HELP = `npm run bench -- analysis [--rows 1000000,10000000] [--runs 3] [--no-artifacts]
  --rows    sizes to measure
  --runs    runs of each, their median counts (one run above 2,000,000 rows)`;

const { values: args } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000,10000000' },
    runs: { type: 'string', default: '3' },
    artifacts: { type: 'boolean', default: true },
    help: { type: 'boolean', short: 'h', default: false },
  },
  allowNegative: true,
});
if (args.help) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const POLL_MS = 250;
const MEMORY_MB = '512';
const run = promisify(execFile);
const { DATABASE_URL, REDIS_URL, S3_ENDPOINT } = process.env;
if (!DATABASE_URL || !REDIS_URL || !S3_ENDPOINT) {
  process.stderr.write('DATABASE_URL, REDIS_URL and S3_ENDPOINT are not set: npm run bench -- analysis sets them up\n');
  process.exit(1);
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'sluice-bench-'));
const database = await createTestDatabase(DATABASE_URL);
const apps = await startApps({
  S3_BUCKET: 'sluice-bench',
  S3_CREATE_BUCKET: 'true',
  STORAGE_ENV: path.basename(folder),
  DATABASE_URL: database.url,
  REDIS_PREFIX: path.basename(folder),
  SPOOL_DIR: path.join(folder, 'spool'),
  MAX_UPLOAD_BYTES: '5000000000',
  ANALYSIS_MEMORY_MB: MEMORY_MB,
});
const auth = { authorization: `Bearer ${apps.token}` };
/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);
/** @param {number} n @param {number} [digits] */
const show = (n, digits = 2) => n.toFixed(digits);

/** Seconds from accepted to completed. @param {string} docId @param {string} tool @param {readonly string[]} artifacts */
async function analyzeOnce(docId, tool, artifacts) {
  const answer = await fetch(`${apps.url}/analyses`, {
    method: 'POST',
    headers: { ...auth, 'content-type': 'application/json' },
    body: JSON.stringify({ tool, doc_id: docId, artifacts }),
  });
  const accepted = /** @type {{ analysis_id: string }} */ (await answer.json());
  if (answer.status !== 202) throw new Error(`not accepted: ${answer.status} ${JSON.stringify(accepted)}`);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const url = `${apps.url}/analyses/${accepted.analysis_id}`;
    const status = /** @type {any} */ (await (await fetch(url, { headers: auth })).json());
    if (status.status === 'completed') return (Date.parse(status.completed_at) - Date.parse(status.created_at)) / 1000;
    if (['failed', 'cancelled'].includes(status.status))
      throw new Error(`the analysis ended as ${status.status}: ${status.error_message}`);
  }
}

/** @param {string} file @param {'summarize' | 'copy'} mode @returns {Promise<{ seconds: number, mib: number }>} */
async function yardstick(file, mode) {
  const script = fileURLToPath(new URL('./support/duckdb-summarize.mjs', import.meta.url));
  const { stdout } = await run(process.execPath, [script, file, mode, MEMORY_MB]);
  return JSON.parse(stdout);
}

const WORK = /** @type {const} */ ([
  { tool: 'profile-my-data', artifacts: [], mode: 'summarize' },
  { tool: 'clean-my-data', artifacts: ['cleaned.csv'], mode: 'copy' },
]);

/** @param {number} rows */
async function measure(rows) {
  const file = path.join(folder, `${rows}.csv`);
  await writeSample({ path: file, rows });
  const docId = await uploadFile(apps.url, auth, file);
  const runs = rows > 2_000_000 ? 1 : Number(args.runs);
  const results = [];
  for (const { tool, artifacts, mode } of WORK) {
    const ours = [];
    /** @type {{ seconds: number, mib: number }[]} */
    const yard = [];
    apps.worker.forgetPeak();
    for (let at = 0; at < runs; at++) {
      ours.push(await analyzeOnce(docId, tool, artifacts));
      yard.push(await yardstick(file, mode));
      say(`${rows} rows, ${tool}, run ${at + 1}: ${show(ours[at] ?? 0)} s, DuckDB ${show(yard[at]?.seconds ?? 0)} s`);
    }
    results.push({
      rows,
      tool,
      seconds: median(ours),
      yard: median(yard.map(({ seconds }) => seconds)),
      ratio: median(ours.map((seconds, at) => seconds / (yard[at]?.seconds ?? 1))),
      peak: apps.worker.peakMiB(),
      yardPeak: Math.max(...yard.map(({ mib }) => mib)),
    });
  }
  await rm(file);
  return results;
}

try {
  const results = [];
  for (const rows of args.rows.split(',').map(Number)) results.push(...(await measure(rows)));
  const artifacts = args.artifacts ? await benchArtifacts() : undefined;
  process.stdout.write(`ratio ${results.map(({ ratio }) => show(ratio)).join(' ')}\n\n`);
  const header = ['rows', 'tool', 's', 'DuckDB s', 'ratio', 'worker peak MiB', 'DuckDB peak MiB'];
  const table = results.map((r) =>
    [r.rows, r.tool, show(r.seconds), show(r.yard), show(r.ratio), show(r.peak, 0), show(r.yardPeak, 0)].map(String),
  );
  process.stdout.write(`${markdownTable(header, table)}\n`);
  if (artifacts) process.stdout.write(`\n${artifacts}\n`);
} finally {
  await Promise.all([apps.worker.stop(), apps.api.stop()]);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
