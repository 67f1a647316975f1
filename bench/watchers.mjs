// @ts-check
/**
 * Event streams of one import on one API process: processor time and memory, and how long a commit takes to reach the
 * clients; against a bare Hono server that polls the same row and streams it to as many clients. See docs/benchmarks.md.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@sluice/core';
import { beginDocument } from '@sluice/db/documents';
import { createImport } from '@sluice/db/imports';
import { createTestDatabase } from '@sluice/db/testing';
import { sql } from 'drizzle-orm';
import { atEnd, runMain } from '../scripts/run-main.mjs';
import { startApi } from './support/apps.mjs';
import { startBare } from './support/bare-jobs.mjs';
import { requireServers } from './support/bench.mjs';
import { startCountingProxy } from './support/counting-proxy.mjs';
import { openWatchers } from './support/event-watchers.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { cpuSeconds } from './support/process-cost.mjs';
import { printResults } from './support/results.mjs';
import { median, shown } from './support/stats.mjs';

const HELP = `  --watchers  event streams on one import, each on a connection of its own
  --slow      so many of them never read what they are sent
  --seconds   of watching; the import commits a batch every 400 ms
`;
const BATCH_MS = 400;
const BATCH_ROWS = 1_000;
/** @param {readonly number[]} values @param {number} q */
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? Number.NaN;

await runMain(async () => {
  const sizes = /** @type {const} */ ({ seconds: ['5', '10'], pairs: ['2', '3'] });
  const values = readOptions('watchers', { watchers: '2000', slow: '200', ...sizes }, HELP);
  if (!values) return;
  const seconds = Number(values.seconds);
  const prefix = `sluice-bench-${randomBytes(4).toString('hex')}`;
  const database = await createTestDatabase(requireServers('watchers').DATABASE_URL);
  atEnd(() => database.drop());
  const proxy = await startCountingProxy(database.url, 'from `bulk_import_jobs`');
  atEnd(proxy.stop);
  const env = { S3_BUCKET: 'sluice-bench', S3_CREATE_BUCKET: 'true', STORAGE_ENV: prefix, REDIS_PREFIX: prefix };
  const { api, url, token } = await startApi({ ...env, DATABASE_URL: proxy.url });
  atEnd(api.stop);
  const bare = await startBare('server', { ...env, DATABASE_URL: database.url });
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

  /**
   * Watches a new import to its end.
   * @param {import('./support/child.mjs').Child} server @param {(id: string) => string} urlOf its event streams
   * @param {{ count: number, slow: number }} watchers
   */
  async function watch(server, urlOf, { count, slow }) {
    const id = await runningImport();
    server.forgetPeak();
    /** @type {Map<number, number>} */
    const committed = new Map();
    /** @type {number[]} */
    const delays = [];
    let done = 0;
    const onEvent = (/** @type {import('./support/event-watchers.mjs').Seen} */ { name, data, at }) => {
      if (name === 'done') done++;
      const since = committed.get(data.processed_rows);
      if (name === 'progress' && since !== undefined) delays.push(at - since);
    };
    const stream = { url: urlOf(id), headers, onEvent };
    const readers = await openWatchers({ ...stream, count: count - slow });
    const sleepers = await openWatchers({ ...stream, count: slow, reading: false });
    const [cpu, queries, start] = [cpuSeconds(server.pid), proxy.queries(), performance.now()];
    for (let batch = 1; performance.now() - start < seconds * 1000; batch++) {
      await commitBatch(id, batch * BATCH_ROWS);
      committed.set(batch * BATCH_ROWS, performance.now());
      await delay(BATCH_MS);
    }
    const watched = (performance.now() - start) / 1000;
    const cost = { cpu: cpuSeconds(server.pid) - cpu, queries: (proxy.queries() - queries) / watched };
    await database.db.execute(
      sql`update bulk_import_jobs set status = 'completed', completed_at = now(3) where id = ${id}`,
    );
    const ending = performance.now();
    await readers.ended;
    const endSeconds = (performance.now() - ending) / 1000;
    if (done !== count - slow) throw new Error(`${done} of ${count - slow} saw the end`);
    sleepers.stop();
    return { ...cost, perSecond: delays.length / watched, delays, endSeconds, peakMiB: server.peakMiB() };
  }

  const eventsOf = (/** @type {string} */ id) => `${url}/assets/bulk/${id}/events`;
  const bareEventsOf = (/** @type {string} */ id) => `${bare.url}/events/${id}`;

  /** @param {{ count: number, slow: number }} watchers */
  const compare = async ({ count, slow }) => {
    /** @type {Awaited<ReturnType<typeof watch>>[]} */
    const seen = [];
    /** @param {import('./support/child.mjs').Child} server @param {string} name @param {(id: string) => string} urlOf */
    const side = (server, name, urlOf) => ({
      run: async () => {
        const watched = await watch(server, urlOf, { count, slow });
        if (server === api) seen.push(watched);
        const { perSecond, delays, peakMiB, cpu } = watched;
        return { perSecond, p50Ms: median(delays), p99Ms: quantile(delays, 0.99), peakMiB, cpu: { [name]: cpu } };
      },
      processes: {},
    });
    const title = `${shown(count)} ${count === 1 ? 'watcher' : 'watchers'}${slow ? `, ${shown(slow)} of them slow` : ''}`;
    const result = await measurePairs({
      title,
      pairs: Number(values.pairs),
      ours: side(api, 'api', eventsOf),
      yardstick: side(bare, 'server', bareEventsOf),
      warmUp: false,
      ratioOf: 'processor time',
    });
    const [queries, end] = [median(seen.map((one) => one.queries)), median(seen.map((one) => one.endSeconds))];
    return {
      result,
      note: `${title}: ${queries.toFixed(1)} queries a second; all saw the end after ${end.toFixed(2)} s.`,
    };
  };

  const few = { count: 10, slow: 0 };
  await watch(api, eventsOf, few);
  await watch(bare, bareEventsOf, few);
  const count = Number(values.watchers);
  const compared = [];
  for (const slow of [0, Math.min(count - 1, Number(values.slow))]) compared.push(await compare({ count, slow }));
  printResults(
    compared.map(({ result }) => result),
    { ...values, unit: 'events/s', notes: [compared.map(({ note }) => note).join(' ')] },
  );
});
