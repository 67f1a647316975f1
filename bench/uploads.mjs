// @ts-check
/**
 * `POST /upload/request` for new and for known content against a bare Hono route; the streamed gateway against a plain
 * PUT to the same S3 server; hashing as the verification does it against `sha256sum`. See docs/benchmarks.md.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createTestDatabase } from '@sluice/db/testing';
import { BlockHasher } from '@sluice/storage';
import { writeSample } from '../scripts/sample-data.mjs';
import { startApps } from './support/apps.mjs';
import { sendLoad } from './support/load.mjs';
import { findMysqlClient, runSql } from './support/mysql-client.mjs';
import { markdownTable, median, secondsOf } from './support/stats.mjs';
import { uploadFile } from './support/upload-file.mjs';

const HELP = `npm run bench -- uploads [--requests 3000] [--in-flight 50] [--rows 1000000] [--runs 5]
  --requests   of each kind and run
  --in-flight  requests at a time
  --rows       of the sample file that is uploaded and hashed
  --runs       of each measurement, their median counts`;

const { values: args } = parseArgs({
  options: {
    requests: { type: 'string', default: '3000' },
    'in-flight': { type: 'string', default: '50' },
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (args.help) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const requests = Number(args.requests);
const inFlight = Number(args['in-flight']);
const runs = Number(args.runs);
const { S3_ENDPOINT, DATABASE_URL, REDIS_URL } = process.env;
if (!DATABASE_URL || !REDIS_URL || !S3_ENDPOINT) {
  process.stderr.write('DATABASE_URL, REDIS_URL and S3_ENDPOINT are not set: npm run bench -- uploads sets them up\n');
  process.exit(1);
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'sluice-bench-'));
const database = await createTestDatabase(DATABASE_URL);
const client = findMysqlClient();
const bucket = 'sluice-bench';
const apps = await startApps({
  S3_BUCKET: bucket,
  S3_CREATE_BUCKET: 'true',
  STORAGE_ENV: path.basename(folder),
  DATABASE_URL: database.url,
  REDIS_PREFIX: path.basename(folder),
  SPOOL_DIR: path.join(folder, 'spool'),
  LOG_LEVEL: 'info',
});
const auth = { authorization: `Bearer ${apps.token}` };
/** @param {number} n @param {number} [digits] */
const show = (n, digits = 2) => n.toFixed(digits);
/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

/** @param {string} hash */
const requestBody = (hash) =>
  JSON.stringify({ doc_name: 'bench.csv', doc_hash_256: hash, file_size: 1_000_000, content_type: 'text/csv' });

/** @returns {Promise<{ url: string, stop: () => void }>} */
async function startBareHono() {
  const script = fileURLToPath(new URL('./support/bare-hono.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${String(port).trim()}/`, stop: () => child.kill('SIGTERM') };
}

/** A document of the account that is complete, as the gateway stores it. @param {string} file */
async function knownHash(file) {
  await uploadFile(apps.url, auth, file);
  return execFileSync('sha256sum', [file], { encoding: 'utf8' }).slice(0, 64);
}

/** @param {string} file */
async function measureRequests(file) {
  const bare = await startBareHono();
  const hash = await knownHash(file);
  const { size } = await stat(file);
  const known = JSON.stringify({ doc_name: 'bench.csv', doc_hash_256: hash, file_size: size });
  const url = `${apps.url}/upload/request`;
  const kinds = {
    bare: { url: bare.url, headers: {}, accepted: [201], body: () => requestBody(randomBytes(32).toString('hex')) },
    new: { url, headers: auth, accepted: [201], body: () => requestBody(randomBytes(32).toString('hex')) },
    known: { url, headers: auth, accepted: [200], body: () => known },
  };
  /** @type {Record<string, Awaited<ReturnType<typeof sendLoad>>[]>} */
  const results = { bare: [], new: [], known: [] };
  // The first round warms up and is not counted.
  for (let run = 0; run <= runs; run++) {
    for (const [kind, load] of Object.entries(kinds)) {
      const result = await sendLoad({ ...load, requests, inFlight });
      if (run > 0) results[kind]?.push(result);
      say(`run ${run}, ${kind}: ${show(result.perSecond, 0)} a second, p99 ${show(result.p99Ms, 1)} ms`);
    }
  }
  bare.stop();
  return results;
}

/** Seconds of the gateway and of one PUT by the SDK for the same file. @param {string} file */
async function measureGateway(file) {
  const s3 = new S3Client({
    endpoint: S3_ENDPOINT ?? '',
    region: process.env.S3_REGION ?? 'us-east-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: {
      accessKeyId: process.env.S3_ACCESS_KEY_ID ?? '',
      secretAccessKey: process.env.S3_SECRET_ACCESS_KEY ?? '',
    },
  });
  const { size } = await stat(file);
  const gateway = [];
  const plain = [];
  for (let run = 0; run < runs; run++) {
    // The same content is stored only once: every run gets a document of its own.
    await runSql(client, database.url, 'DELETE FROM documents');
    gateway.push(await secondsOf(() => uploadFile(apps.url, auth, file).then(() => undefined)));
    const put = () =>
      new PutObjectCommand({
        Bucket: bucket,
        Key: `${path.basename(folder)}/plain`,
        Body: createReadStream(file, { highWaterMark: 1 << 18 }),
        ContentLength: size,
      });
    plain.push(await secondsOf(() => s3.send(put()).then(() => undefined)));
    say(`run ${run + 1}: gateway ${show(gateway.at(-1) ?? 0)} s, PUT ${show(plain.at(-1) ?? 0)} s`);
  }
  return { gateway: median(gateway), plain: median(plain), mb: size / 1e6 };
}

/** Seconds of sha256sum, of one SHA-256 here, and of block and whole hashes together. @param {string} file */
async function measureHashing(file) {
  /** @param {(chunk: Buffer) => void} update */
  const over = async (update) => {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) update(chunk);
  };
  const times = {
    sha256sum: /** @type {number[]} */ ([]),
    one: /** @type {number[]} */ ([]),
    blocks: /** @type {number[]} */ ([]),
  };
  for (let run = 0; run < runs; run++) {
    times.sha256sum.push(await secondsOf(async () => void execFileSync('sha256sum', [file])));
    times.one.push(
      await secondsOf(async () => {
        const hash = createHash('sha256');
        await over((chunk) => hash.update(chunk));
        hash.digest();
      }),
    );
    times.blocks.push(
      await secondsOf(async () => {
        const hasher = new BlockHasher();
        await over((chunk) => hasher.update(chunk));
        hasher.finish();
      }),
    );
  }
  return { sha256sum: median(times.sha256sum), one: median(times.one), blocks: median(times.blocks) };
}

try {
  const file = path.join(folder, 'sample.csv');
  await writeSample({ path: file, rows: Number(args.rows) });
  const rates = await measureRequests(file);
  const wire = await measureGateway(file);
  const hashing = await measureHashing(file);
  const rate = (/** @type {string} */ kind) => median((rates[kind] ?? []).map(({ perSecond }) => perSecond));
  const ratio = (/** @type {string} */ kind) =>
    median((rates[kind] ?? []).map(({ perSecond }, run) => perSecond / (rates.bare?.[run]?.perSecond ?? Number.NaN)));
  const of = (/** @type {string} */ kind, /** @type {'p50Ms' | 'p99Ms'} */ what) =>
    show(median((rates[kind] ?? []).map((one) => one[what])), 1);
  const rows = ['bare', 'new', 'known'].map((kind) => [
    { bare: 'bare Hono route', new: '/upload/request, new', known: '/upload/request, known' }[kind] ?? kind,
    show(rate(kind), 0),
    show(ratio(kind)),
    of(kind, 'p50Ms'),
    of(kind, 'p99Ms'),
  ]);
  process.stdout.write(`${markdownTable(['route', 'requests/s', 'ratio', 'p50 ms', 'p99 ms'], rows)}\n\n`);
  process.stdout.write(
    `gateway, ${show(wire.mb, 0)} MB: ${show(wire.gateway)} s, plain PUT ${show(wire.plain)} s, pace ${show(wire.plain / wire.gateway)}\n`,
  );
  process.stdout.write(
    `SHA-256 of the same file: sha256sum ${show(hashing.sha256sum)} s, one hash here ${show(hashing.one)} s ` +
      `(${show(hashing.one / hashing.sha256sum)}), blocks and whole ${show(hashing.blocks)} s (${show(hashing.blocks / hashing.sha256sum)})\n`,
  );
} finally {
  await Promise.all([apps.worker.stop(), apps.api.stop()]);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
