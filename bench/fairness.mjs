// @ts-check
/**
 * How long the first import of an account waits while another account has many queued, against a bare BullMQ queue with the
 * same work, first in, first out. See docs/benchmarks.md.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Queue } from 'bullmq';
import { runMain } from '../scripts/run-main.mjs';
import { JOB_OPTIONS, startBare } from './support/bare-jobs.mjs';
import { openBench } from './support/bench.mjs';
import { sendLoad } from './support/load.mjs';
import { atMost } from './support/musts.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { printResults } from './support/results.mjs';
import { smallFiles } from './support/small-files.mjs';
import { median, shown } from './support/stats.mjs';
import { storeDocuments } from './support/stored-documents.mjs';

const HELP = `  --imports      imports of one account that are queued before the other account submits one
  --rows         rows of each document
  --concurrency  imports at a time in the worker, and jobs at a time in the yardstick
`;
const POLL_MS = 2;
const MOST_BETWEEN = 2;
const IN_FLIGHT = 50;

await runMain(async () => {
  const sizes = /** @type {const} */ ({ imports: ['200', '1000'], pairs: ['2', '3'] });
  const values = readOptions('fairness', { ...sizes, rows: '20', concurrency: '2' }, HELP);
  if (!values) return;
  const { concurrency } = values;
  const [imports, rows] = [Number(values.imports), Number(values.rows)];
  const env = { WORKER_IMPORT_CONCURRENCY: concurrency, MAX_QUEUED_IMPORTS: String(imports + 1) };
  const bench = await openBench('fairness', { env });
  const { sql, url, api, worker, s3, bucket, prefix, redis } = bench;
  const files = smallFiles({ count: 2, rows, seed: Number(values.seed) });
  const accounts = ['flood', 'other'];
  const documents = await storeDocuments(
    bench,
    files.map((content, n) => ({ content, account: accounts[n] ?? '' })),
  );
  const objects = files.map((_, n) => ({ key: `${prefix}/yardstick/${n}.csv`, account: accounts[n] ?? '' }));
  for (const [n, { key }] of objects.entries())
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: files[n] ?? '', ContentType: 'text/csv' }));
  await sql.query('CREATE TABLE yardstick LIKE assets; ALTER TABLE yardstick DROP INDEX assets_account_identifier');
  const bare = await startBare('worker', { ...bench.env, BARE_CONCURRENCY: concurrency });
  const open = (/** @type {string} */ name) => new Queue(name, { connection: redis, prefix });
  const [own, plain] = [open('imports'), open('bare-import')];

  /** @param {Queue} queue */
  async function clear(queue) {
    await queue.pause();
    while ((await queue.getActiveCount()) > 0) await delay(POLL_MS);
    await queue.obliterate({ force: true });
    await redis.del(queue.toKey('rounds'));
    await queue.pause();
    await sql.query('DELETE FROM bulk_import_jobs; DELETE FROM assets; DELETE FROM yardstick');
  }

  /** Submits imports of one account, and returns the id of the last one. */
  async function submit(/** @type {number} */ who, /** @type {number} */ requests) {
    const { headers, docId } = documents[who] ?? { headers: {}, docId: '' };
    const body = JSON.stringify({ doc_id: docId, on_duplicate: 'update' });
    await sendLoad({
      url: `${url}/assets/bulk`,
      send: () => ({ headers, body }),
      accepted: [202],
      requests,
      inFlight: IN_FLIGHT,
    });
  }

  /** @type {number[]} */
  const startedBefore = [];
  const ours = {
    async prepare() {
      await clear(own);
      await submit(0, imports);
    },
    async run() {
      await own.resume();
      while ((await started('flood')) < 20) await delay(POLL_MS);
      const known = await started('flood');
      const start = performance.now();
      await submit(1, 1);
      while ((await started('other')) === 0) await delay(POLL_MS);
      const seconds = (performance.now() - start) / 1000;
      startedBefore.push((await started('flood')) - known);
      return { perSecond: 1 / seconds };
    },
    processes: { api, worker },
  };

  /** @param {string} account */
  async function started(account) {
    const [[found]] = /** @type {[{ n: number }[], unknown]} */ (
      /** @type {unknown} */ (
        await sql.query('SELECT count(*) AS n FROM bulk_import_jobs WHERE account_id = ? AND started_at IS NOT NULL', [
          account,
        ])
      )
    );
    return found?.n ?? 0;
  }

  const yardstick = {
    async prepare() {
      await clear(plain);
      await plain.addBulk(
        Array.from({ length: imports }, () => ({ name: 'import', data: objects[0], opts: JOB_OPTIONS })),
      );
    },
    async run() {
      await plain.resume();
      while ((await plain.getWaitingCount()) > imports - 20) await delay(POLL_MS);
      const start = performance.now();
      const job = await plain.add('import', objects[1], JOB_OPTIONS);
      while ((await job.getState()) === 'waiting') await delay(POLL_MS);
      return { perSecond: 1000 / (performance.now() - start) };
    },
    processes: { worker: bare },
  };

  const result = await measurePairs({
    title: `first import of another account, ${shown(imports)} queued`,
    pairs: Number(values.pairs),
    ours,
    yardstick,
    ratioOf: 'time',
  });
  await clear(own);
  await Promise.all([own.close(), plain.close()]);
  const seconds = (/** @type {number} */ pace) => (1 / pace).toFixed(2);
  const most = Math.max(...startedBefore);
  result.musts.push(atMost(most, MOST_BETWEEN, ' in between'));
  const note = [
    `Waited ${seconds(result.ours.perSecond)} s, compared with ${seconds(result.yardstick.perSecond)} s first in, first out.`,
    `Imports of the first account that started in between: ${median(startedBefore)} (at most ${most}).`,
  ];
  printResults([result], { ...values, notes: [note.join(' ')] });
});
