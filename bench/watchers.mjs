// @ts-check
/**
 * Many watchers of one import on one API process: its processor time, memory and queries, how long a commit takes to
 * reach them, and how soon all of them have seen the end; against one watcher in the same run. See docs/benchmarks.md.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { newId } from '@sluice/core';
import { beginDocument } from '@sluice/db/documents';
import { createImport } from '@sluice/db/imports';
import { createTestDatabase } from '@sluice/db/testing';
import { sql } from 'drizzle-orm';
import { atEnd, runMain } from '../scripts/run-main.mjs';
import { startApi } from './support/apps.mjs';
import { requireServers } from './support/bench.mjs';
import { startCountingProxy } from './support/counting-proxy.mjs';
import { openWatchers } from './support/event-watchers.mjs';
import { cpuSeconds, residentMiB } from './support/process-cost.mjs';
import { markdownTable, median } from './support/stats.mjs';

const HELP = `npm run bench -- watchers [--watchers 2000] [--slow 200] [--seconds 20]
  --watchers  event streams on one import, each on a connection of its own
  --slow      so many of them never read what they are sent
  --seconds   of watching; the import commits a batch every 400 ms`;

const BATCH_MS = 400;
const BATCH_ROWS = 1_000;
/** @param {number} n @param {number} [digits] */
const show = (n, digits = 2) => n.toFixed(digits);
/** @param {readonly number[]} values @param {number} q */
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? Number.NaN;

await runMain(async () => {
  const { values: args } = parseArgs({
    options: {
      watchers: { type: 'string', default: '2000' },
      slow: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '20' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (args.help) return void process.stdout.write(`${HELP}\n`);
  const seconds = Number(args.seconds);
  const prefix = `sluice-bench-${randomBytes(4).toString('hex')}`;
  const database = await createTestDatabase(requireServers('watchers').DATABASE_URL);
  atEnd(() => database.drop());
  const proxy = await startCountingProxy(database.url, 'from `bulk_import_jobs`');
  atEnd(proxy.stop);
  const { api, url, token } = await startApi({
    S3_BUCKET: 'sluice-bench',
    S3_CREATE_BUCKET: 'true',
    STORAGE_ENV: prefix,
    DATABASE_URL: proxy.url,
    REDIS_PREFIX: prefix,
  });
  atEnd(api.stop);
  const headers = { authorization: `Bearer ${token}` };

  /** Creates an import in the state of a running one. @returns {Promise<string>} */
  async function runningImport() {
    const account = { accountId: 'bench', docId: newId() };
    await beginDocument(database.db, { ...account, originalFilename: 'a.csv', contentType: 'text/csv', s3Key: 'none' });
    const id = await createImport(database.db, { ...account, importer: 'assets', options: {}, traceId: newId() });
    await database.db.execute(
      sql`update bulk_import_jobs set status = 'processing', attempt = 1, total_rows = 1000000, started_at = now(3) where id = ${id}`,
    );
    return id;
  }

  /** @param {string} id @param {number} rows */
  const commitBatch = (id, rows) =>
    database.db.execute(sql`update bulk_import_jobs set processed_rows = ${rows}, succeeded_rows = ${rows},
      inserted_rows = ${rows}, updated_at = now(3) where id = ${id}`);

  /** @param {number} count @param {number} slow */
  async function watch(count, slow) {
    const id = await runningImport();
    /** @type {Map<number, number>} */
    const committed = new Map();
    /** @type {number[]} */
    const delays = [];
    const stream = { url: `${url}/assets/bulk/${id}/events`, headers };
    let done = 0;
    const onEvent = (/** @type {import('./support/event-watchers.mjs').Seen} */ { name, data, at }) => {
      if (name === 'done') done++;
      const since = committed.get(data.processed_rows);
      if (name === 'progress' && since !== undefined) delays.push(at - since);
    };
    const opening = performance.now();
    const readers = await openWatchers({ ...stream, count: count - slow, onEvent });
    const sleepers = await openWatchers({ ...stream, count: slow, onEvent, reading: false });
    const opened = (performance.now() - opening) / 1000;
    const [cpu, queries, start] = [cpuSeconds(api.pid), proxy.queries(), performance.now()];
    for (let batch = 1; performance.now() - start < seconds * 1000; batch++) {
      await commitBatch(id, batch * BATCH_ROWS);
      committed.set(batch * BATCH_ROWS, performance.now());
      await delay(BATCH_MS);
    }
    const watched = (performance.now() - start) / 1000;
    const cost = { cpu: (cpuSeconds(api.pid) - cpu) / watched, queries: (proxy.queries() - queries) / watched };
    const rss = residentMiB(api.pid);
    const [endCpu, endQueries] = [cpuSeconds(api.pid), proxy.queries()];
    await database.db.execute(
      sql`update bulk_import_jobs set status = 'completed', completed_at = now(3) where id = ${id}`,
    );
    const ending = performance.now();
    await readers.ended;
    const end = { seconds: (performance.now() - ending) / 1000, cpu: cpuSeconds(api.pid) - endCpu };
    if (done !== count - slow) throw new Error(`${done} of ${count - slow} saw the end`);
    sleepers.stop();
    return {
      count,
      slow,
      opened,
      ...cost,
      rss,
      events: delays.length / watched,
      delays,
      end,
      endQueries: proxy.queries() - endQueries,
    };
  }

  await watch(10, 0);
  const one = await watch(1, 0);
  const all = Number(args.watchers);
  const results = [one, await watch(all, 0), await watch(all, Math.min(all - 1, Number(args.slow)))];
  const header = [
    ...['watchers', 'of them slow', 'opened s', 'API cores', 'queries/s', 'events/s', 'delay ms (median, p99)'],
    ...['RSS MiB', 'all saw the end s', 'its processor s', 'its queries'],
  ];
  const table = results.map((r) => [
    ...[`${r.count}`, `${r.slow}`, show(r.opened), show(r.cpu, 3), show(r.queries, 1), show(r.events, 0)],
    ...[`${show(median(r.delays), 0)}, ${show(quantile(r.delays, 0.99), 0)}`, show(r.rss, 0), show(r.end.seconds)],
    ...[show(r.end.cpu), `${r.endQueries}`],
  ]);
  process.stdout.write(`${markdownTable(header, table)}\n`);
});
