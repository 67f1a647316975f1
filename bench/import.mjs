// @ts-check
/**
 * The import, from accepted to completed, against the `mysql` client's LOAD DATA LOCAL of the same raw file into the
 * same kind of table, and against a plain papaparse + zod + drizzle loop. Also: time to accept, and the pace of an
 * upload through the API against lib-storage. See docs/benchmarks.md.
 */
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createTestDatabase } from '@sluice/db/testing';
import { writeSample } from '../scripts/sample-data.mjs';
import { startApps } from './support/apps.mjs';
import { findMysqlClient, loadRawFile, runSql } from './support/mysql-client.mjs';
import { markdownTable, median, secondsOf } from './support/stats.mjs';
import { uploadFile } from './support/upload-file.mjs';

const HELP = `npm run bench -- import [--rows 100000,1000000,10000000] [--runs 5] [--no-plain] [--no-upload]
  --rows    sizes to measure; the plain loop runs once, at 1,000,000 or the largest below
  --runs    runs of each, their median counts (one run above 2,000,000 rows)`;

const { values: args } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000,1000000,10000000' },
    runs: { type: 'string', default: '5' },
    plain: { type: 'boolean', default: true },
    upload: { type: 'boolean', default: true },
    help: { type: 'boolean', short: 'h', default: false },
  },
  allowNegative: true,
});
if (args.help) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const sizes = args.rows.split(',').map(Number);
const PLAIN_ROWS = 1_000_000;
const UPLOAD_RUNS = 3;
const POLL_MS = 250;

const { S3_ENDPOINT, DATABASE_URL, REDIS_URL } = process.env;
if (!DATABASE_URL || !REDIS_URL || !S3_ENDPOINT) {
  process.stderr.write('DATABASE_URL, REDIS_URL and S3_ENDPOINT are not set: npm run bench -- import sets them up\n');
  process.exit(1);
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'sluice-bench-'));
const database = await createTestDatabase(DATABASE_URL);
const client = findMysqlClient();
const storageEnv = { S3_BUCKET: 'sluice-bench', S3_CREATE_BUCKET: 'true', STORAGE_ENV: path.basename(folder) };
const apps = await startApps({
  ...storageEnv,
  DATABASE_URL: database.url,
  REDIS_PREFIX: path.basename(folder),
  SPOOL_DIR: path.join(folder, 'spool'),
  MAX_UPLOAD_BYTES: '5000000000',
});
const auth = { authorization: `Bearer ${apps.token}` };
/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);
/** @param {number} n @param {number} [digits] */
const show = (n, digits = 2) => n.toFixed(digits);

/** @param {string} file the document's id */
const upload = (file) => uploadFile(apps.url, auth, file);

/** @param {string} docId @returns {Promise<{ accepted: number, seconds: number, status: any }>} */
async function importOnce(docId) {
  const start = performance.now();
  const answer = await fetch(`${apps.url}/assets/bulk`, {
    method: 'POST',
    headers: { ...auth, 'content-type': 'application/json' },
    body: JSON.stringify({ doc_id: docId }),
  });
  const { job_id: id } = /** @type {{ job_id: string }} */ (await answer.json());
  const accepted = (performance.now() - start) / 1000;
  if (answer.status !== 202) throw new Error(`not accepted: ${answer.status}`);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const status = /** @type {any} */ (await (await fetch(`${apps.url}/assets/bulk/${id}`, { headers: auth })).json());
    if (status.status === 'completed') {
      // The database's own times: asking often would take from the two cores what is being measured.
      const seconds = (Date.parse(status.completed_at) - Date.parse(status.created_at)) / 1000;
      return { accepted, seconds, status };
    }
    if (['failed', 'cancelled'].includes(status.status))
      throw new Error(`the import ended as ${status.status}: ${status.error_message}`);
  }
}

/** @param {string} table */
const emptyTable = (table) =>
  runSql(
    client,
    database.url,
    `DROP TABLE IF EXISTS yardstick; CREATE TABLE yardstick LIKE assets; TRUNCATE TABLE ${table}`,
  );

/** @param {number} rows */
async function measure(rows) {
  const file = path.join(folder, `${rows}.csv`);
  const sample = await writeSample({ path: file, rows });
  const docId = await upload(file);
  const runs = rows > 2_000_000 ? 1 : Number(args.runs);
  const ours = [];
  /** @type {number[]} */
  const yard = [];
  const accepted = [];
  apps.worker.forgetPeak();
  for (let run = 0; run < runs; run++) {
    await emptyTable('assets');
    const result = await importOnce(docId);
    if (result.status.failed_rows !== sample.bad || result.status.successful_rows !== sample.good) {
      throw new Error(`wrong counts: ${JSON.stringify({ sample, status: result.status })}`);
    }
    ours.push(result.seconds);
    accepted.push(result.accepted);
    await emptyTable('assets');
    yard.push(await secondsOf(() => runSql(client, database.url, loadRawFile('yardstick', file))));
    say(`${rows} rows, run ${run + 1}: import ${show(ours[run] ?? 0)} s, LOAD DATA ${show(yard[run] ?? 0)} s`);
  }
  const peak = apps.worker.peakMiB();
  const ratio = median(ours.map((seconds, run) => seconds / (yard[run] ?? 1)));
  return {
    rows,
    mb: sample.bytes / 1e6,
    file,
    ours: median(ours),
    yard: median(yard),
    ratio,
    peak,
    accepted: median(accepted),
  };
}

/** @param {string} file */
async function plainLoop(file) {
  await emptyTable('assets');
  return secondsOf(async () => {
    const script = fileURLToPath(new URL('./support/plain-loop.mjs', import.meta.url));
    const child = spawn(process.execPath, [script, file, database.url], { stdio: ['ignore', 'ignore', 'inherit'] });
    const status = await new Promise((resolve) => child.once('exit', resolve));
    if (status !== 0) throw new Error('the plain loop failed');
  });
}

/** Wall of lib-storage and of the API for the same file. @param {string} file */
async function uploads(file) {
  const s3 = new S3Client({
    endpoint: S3_ENDPOINT ?? '',
    region: process.env.S3_REGION ?? 'us-east-1',
    forcePathStyle: true,
    credentials: {
      accessKeyId: process.env.S3_ACCESS_KEY_ID ?? '',
      secretAccessKey: process.env.S3_SECRET_ACCESS_KEY ?? '',
    },
  });
  const api = [];
  const plain = [];
  for (let run = 0; run < UPLOAD_RUNS; run++) {
    // The same content is stored only once: every run gets a document of its own.
    await runSql(client, database.url, 'DELETE FROM bulk_import_jobs; DELETE FROM documents');
    api.push(await secondsOf(() => upload(file).then(() => undefined)));
    const params = {
      Bucket: storageEnv.S3_BUCKET,
      Key: `${storageEnv.STORAGE_ENV}/plain`,
      Body: createReadStream(file),
    };
    plain.push(await secondsOf(() => new Upload({ client: s3, params }).done().then(() => undefined)));
  }
  return { api: median(api), plain: median(plain) };
}

try {
  const results = [];
  for (const rows of sizes) results.push(await measure(rows));
  const main = results.find(({ rows }) => rows === PLAIN_ROWS) ?? results.at(-1);
  if (!main) throw new Error(HELP);
  const plain = args.plain ? await plainLoop(main.file) : undefined;
  const wire = args.upload ? await uploads(main.file) : undefined;
  process.stdout.write(`ratio ${show(main.ratio)}\n\n`);
  const header = ['rows', 'MB', 'import s', 'LOAD DATA s', 'ratio', 'rows/s', 'worker peak MiB', 'accepted ms'];
  const table = results.map((r) =>
    [
      r.rows,
      show(r.mb, 0),
      show(r.ours),
      show(r.yard),
      show(r.ratio),
      show(r.rows / r.ours, 0),
      show(r.peak, 0),
      show(r.accepted * 1000, 0),
    ].map(String),
  );
  process.stdout.write(`${markdownTable(header, table)}\n`);
  if (plain)
    process.stdout.write(
      `\nplain papaparse + zod + drizzle loop at ${main.rows} rows: ${show(plain)} s, ${show(plain / main.ours)} times the import\n`,
    );
  if (wire)
    process.stdout.write(
      `\nupload of ${show(main.mb, 0)} MB: API ${show(wire.api)} s, lib-storage ${show(wire.plain)} s, pace ${show(wire.plain / wire.api)}\n`,
    );
} finally {
  await Promise.all([apps.worker.stop(), apps.api.stop()]);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
