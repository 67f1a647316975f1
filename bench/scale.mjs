// @ts-check
/**
 * Imports of several accounts at once with one, two and four worker processes, against LOAD DATA of the same files by as many
 * clients at a time. Shows what another worker gains, and what is busy then. See docs/benchmarks.md and docs/scaling.md.
 */
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Plain } from '../scripts/progress.mjs';
import { atEnd, runMain } from '../scripts/run-main.mjs';
import { writeSample } from '../scripts/sample-data.mjs';
import { openBench } from './support/bench.mjs';
import { findMysqlClient, loadRawFile, runSql } from './support/mysql-client.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { timeChildren } from './support/process-cost.mjs';
import { printResults } from './support/results.mjs';
import { shown } from './support/stats.mjs';
import { uploadFile } from './support/upload-file.mjs';

const HELP = `  --workers  numbers of worker processes, in rising order; each runs two imports at a time
  --imports  at once, each of another account
  --rows     of each import
`;
const POLL_MS = 100;

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(0)}%`;

await runMain(async () => {
  const sizes = /** @type {const} */ ({ workers: ['1,2', '1,2,4'], imports: ['4', '8'], pairs: ['1', '3'] });
  const values = readOptions('scale', { ...sizes, rows: '100000' }, HELP);
  if (!values) return;
  const counts = values.workers.split(',').map(Number);
  if (counts.some((count, at) => !(count > (counts[at - 1] ?? 0))))
    throw new Plain(`--workers ${values.workers}: must be rising numbers such as 1,2,4.`);
  const [imports, rows] = [Number(values.imports), Number(values.rows)];
  const client = findMysqlClient();
  const bench = await openBench('scale');
  const { sql, url, api } = bench;
  const mysqld = await bench.mysqld();

  /**
   * The files, each stored as a document of its own account.
   * @type {{ file: string, account: string, good: number, headers: Record<string, string>, docId: string }[]}
   */
  const files = [];
  for (let at = 0; at < imports; at++) {
    const file = path.join(bench.folder, `${at}.csv`);
    const { good } = await writeSample({ path: file, rows, seed: Number(values.seed) + at });
    const account = `account-${at}`;
    const headers = { authorization: `Bearer ${await bench.tokenFor(account)}`, 'content-type': 'application/json' };
    files.push({ file, account, good, headers, docId: await uploadFile(url, headers, file) });
  }
  const total = imports * rows;

  const emptyTables = () =>
    sql.query(
      'DROP TABLE IF EXISTS yardstick; CREATE TABLE yardstick LIKE assets; TRUNCATE assets; DELETE FROM bulk_import_jobs',
    );

  async function importAll() {
    await Promise.all(
      files.map(async ({ docId, headers }) => {
        const answer = await fetch(`${url}/assets/bulk`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ doc_id: docId }),
        });
        if (answer.status !== 202) throw new Error(`not accepted: ${answer.status} ${await answer.text()}`);
      }),
    );
    const seconds = await ended();
    const good = files.reduce((sum, file) => sum + file.good, 0);
    const [[written]] = /** @type {[{ n: number }[], unknown]} */ (
      /** @type {unknown} */ (await sql.query('SELECT count(*) AS n FROM assets'))
    );
    if (written?.n !== good) throw new Error(`${written?.n} rows were written instead of ${good}`);
    return { perSecond: total / seconds };
  }

  /** Waits until all have completed; the seconds since the first was accepted. */
  async function ended() {
    for (;;) {
      await delay(POLL_MS);
      const [[found]] = /** @type {[{ completed: number, wrong: number, seconds: string }[], unknown]} */ (
        /** @type {unknown} */ (
          await sql.query(`SELECT count(CASE WHEN status = 'completed' THEN 1 END) AS completed,
            count(CASE WHEN status IN ('failed', 'cancelled') THEN 1 END) AS wrong,
            timestampdiff(MICROSECOND, min(created_at), max(completed_at)) / 1e6 AS seconds FROM bulk_import_jobs`)
        )
      );
      if ((found?.wrong ?? 0) > 0) throw new Error(`${found?.wrong} imports failed`);
      if (found?.completed === imports) return Number(found.seconds);
    }
  }

  /** @param {number} atOnce */
  async function loadAll(atOnce) {
    const waiting = [...files];
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        await runSql(client, bench.databaseUrl, loadRawFile('yardstick', next.file, next.account));
    };
    const { seconds, cpu } = await timeChildren('clients', async () => {
      await Promise.all(Array.from({ length: atOnce }, lane));
    });
    return { perSecond: total / seconds, cpu };
  }

  const workers = [bench.worker];
  const results = [];
  for (const count of counts) {
    while (workers.length < count) {
      const worker = await bench.startWorker();
      atEnd(() => worker.stop());
      workers.push(worker);
    }
    const processes = Object.fromEntries(workers.map((worker, at) => [`worker ${at + 1}`, worker]));
    const result = await measurePairs({
      title: `${imports} imports of ${shown(rows)} rows, ${count} ${count === 1 ? 'worker' : 'workers'}`,
      pairs: Number(values.pairs),
      ours: { prepare: emptyTables, run: importAll, processes: { api, ...processes, ...mysqld } },
      yardstick: { prepare: emptyTables, run: () => loadAll(count), processes: mysqld },
    });
    results.push({ count, result });
  }

  const first = results[0]?.result.ours.perSecond ?? Number.NaN;
  const notes = results.map(({ count, result: { ours } }) => {
    const used = Object.values(ours.cpu).reduce((sum, seconds) => sum + seconds, 0);
    const available = (total / ours.perSecond) * os.availableParallelism();
    const mysqlShare = (ours.cpu.mysqld ?? Number.NaN) / used;
    const [gain, busy, share] = [(ours.perSecond / first).toFixed(2), percent(used / available), percent(mysqlShare)];
    return `Workers: ${count}. Pace against ${counts[0]}: ${gain}. Processors of the machine busy with it: ${busy}, of which MySQL: ${share}.`;
  });
  printResults(
    results.map(({ result }) => result),
    { ...values, unit: 'rows/s', notes },
  );
});
