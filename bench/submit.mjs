// @ts-check
/**
 * Submitting imports of stored documents, with an idle worker and with one that is busy importing,
 * against a Hono route that adds a job to BullMQ. See docs/benchmarks.md.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Plain } from '../scripts/progress.mjs';
import { runMain } from '../scripts/run-main.mjs';
import { startBare } from './support/bare-jobs.mjs';
import { openBench } from './support/bench.mjs';
import { sendLoad } from './support/load.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { printResults } from './support/results.mjs';
import { accountOf, smallFiles } from './support/small-files.mjs';
import { storeDocuments } from './support/stored-documents.mjs';

const HELP = `  --requests   submissions in each measurement
  --accounts   that submit by turns, each with one stored document of 20 rows
  --in-flight  requests at a time
`;
const POLL_MS = 50;

await runMain(async () => {
  const values = readOptions('submit', { requests: '2000', accounts: '20', 'in-flight': '50' }, HELP);
  if (!values) return;
  const [requests, accounts, inFlight] = [values.requests, values.accounts, values['in-flight']].map(Number);
  if (!requests || !accounts || !inFlight) throw new Plain('--requests, --accounts and --in-flight must be above 0.');
  // The imports of two measurements may be unfinished at the same time.
  const limit = String(Math.max(1_000, Math.ceil((4 * requests) / accounts)));
  const bench = await openBench('submit', { env: { MAX_QUEUED_IMPORTS: limit } });
  const files = smallFiles({ count: accounts, rows: 20, seed: Number(values.seed) });
  const documents = await storeDocuments(
    bench,
    files.map((content, n) => ({ content, account: accountOf(n, accounts) })),
  );
  const bare = await startBare('server', bench.env);
  const open = (/** @type {string} */ name) => new Queue(name, { connection: bench.redis, prefix: bench.prefix });
  const [imports, plain] = [open('imports'), open('bare-requests')];
  const load = { accepted: [202], requests, inFlight };

  const submit = () =>
    sendLoad({
      ...load,
      url: `${bench.url}/assets/bulk`,
      send: (n) => {
        const { headers, docId } = documents[n % accounts] ?? { headers: {}, docId: '' };
        return { headers, body: JSON.stringify({ doc_id: docId }) };
      },
    });
  const add = () =>
    sendLoad({
      ...load,
      url: `${bare.url}/add`,
      send: (n) => ({ body: JSON.stringify({ doc_id: documents[n % accounts]?.docId }) }),
    });

  /** Empties queue and tables; the worker takes no jobs until `resume`. */
  async function clear() {
    await imports.pause();
    while ((await imports.getActiveCount()) > 0) await delay(POLL_MS);
    await Promise.all([imports.obliterate({ force: true }), plain.obliterate({ force: true })]);
    const tables = ['bulk_import_rejects', 'bulk_import_jobs', 'error_logs', 'request_traces', 'assets'];
    await bench.sql.query(tables.map((table) => `DELETE FROM ${table}`).join(';'));
    await imports.pause();
  }

  /** Gives the worker more imports than it can finish during the measurement. */
  async function makeBusy() {
    await clear();
    await submit();
    await imports.resume();
    while ((await imports.getActiveCount()) === 0) await delay(POLL_MS);
  }

  /** @param {() => Promise<import('./support/pairs.mjs').Pace>} work */
  const whileBusy = (work) => async () => {
    const pace = await work();
    if ((await imports.getJobCountByTypes('waiting', 'prioritized')) === 0)
      throw new Error('the worker ran out of imports; raise --requests');
    return pace;
  };

  const comparison = { pairs: Number(values.pairs), must: { ratio: 0.4, p99Ms: 100 } };
  const ours = { processes: { api: bench.api } };
  const yardstick = { processes: { server: bare } };
  const idle = await measurePairs({
    title: 'submit, worker idle',
    ...comparison,
    ours: { ...ours, prepare: clear, run: submit },
    yardstick: { ...yardstick, prepare: clear, run: add },
  });
  const busy = await measurePairs({
    title: 'submit, worker busy',
    ...comparison,
    ours: { ...ours, prepare: makeBusy, run: whileBusy(submit) },
    yardstick: { ...yardstick, prepare: makeBusy, run: whileBusy(add) },
  });
  await clear();
  await Promise.all([imports.close(), plain.close()]);
  printResults([idle, busy], values);
});
