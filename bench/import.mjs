// @ts-check
/**
 * The import, from accepted to completed, against the `mysql` client's LOAD DATA LOCAL of the same raw file into the
 * same kind of table, and against a plain papaparse + zod + drizzle loop. See docs/benchmarks.md.
 */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMain } from '../scripts/run-main.mjs';
import { writeSample } from '../scripts/sample-data.mjs';
import { openBench } from './support/bench.mjs';
import { jobTimes } from './support/job-times.mjs';
import { findMysqlClient, loadRawFile, runSql } from './support/mysql-client.mjs';
import { LARGE_HELP, pairsAt, readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { timeChildren } from './support/process-cost.mjs';
import { printResults } from './support/results.mjs';
import { median, shown } from './support/stats.mjs';
import { uploadFile } from './support/upload-file.mjs';

const HELP = `  --rows    sizes to compare with LOAD DATA
  --plain   sizes to compare with the plain loop, once and without a warm-up
${LARGE_HELP}`;
/** At most so many times LOAD DATA, by rows. */
const RATIOS = new Map([
  [100_000, 1.5],
  [1_000_000, 1.15],
  [10_000_000, 1.2],
]);
const PLAIN_RATIO = 4;
const PEAK_MIB = 256;

await runMain(async () => {
  const values = readOptions(
    'import',
    {
      rows: ['100000,1000000', '100000,1000000,10000000'],
      plain: ['', '1000000'],
      'large-pairs': ['1', '2'],
    },
    HELP,
  );
  if (!values) return;
  const client = findMysqlClient();
  const bench = await openBench('import');
  const auth = { authorization: `Bearer ${bench.token}` };
  const mysqld = await bench.mysqld();

  const emptyTables = () =>
    bench.sql.query('DROP TABLE IF EXISTS yardstick; CREATE TABLE yardstick LIKE assets; TRUNCATE TABLE assets');

  /** @param {number} rows */
  const open = async (rows) => {
    const file = path.join(bench.folder, `${rows}.csv`);
    const sample = await writeSample({ path: file, rows, seed: Number(values.seed) });
    const docId = await uploadFile(bench.url, auth, file);
    /** @type {number[]} */
    const accepted = [];
    const run = async () => {
      const { seconds, acceptedMs, status } = await jobTimes(`${bench.url}/assets/bulk`, auth, { doc_id: docId });
      if (status.failed_rows !== sample.bad || status.successful_rows !== sample.good)
        throw new Error(`wrong counts: ${JSON.stringify({ sample, status })}`);
      accepted.push(acceptedMs);
      return { perSecond: rows / seconds, peakMiB: bench.worker.peakMiB() };
    };
    bench.worker.forgetPeak();
    const ours = { prepare: emptyTables, run, processes: { api: bench.api, worker: bench.worker, ...mysqld } };
    return { file, megabytes: (sample.bytes / 1e6).toFixed(0), ours, accepted };
  };

  /** @param {number} rows @param {string} name of the processes @param {() => Promise<void>} work */
  const yardstick = (rows, name, work) => ({
    prepare: emptyTables,
    run: async () => {
      const { seconds, cpu } = await timeChildren(name, work);
      return { perSecond: rows / seconds, cpu };
    },
    processes: mysqld,
  });

  /** @param {string} file */
  async function plainLoop(file) {
    const script = fileURLToPath(new URL('./support/plain-loop.mjs', import.meta.url));
    const child = spawn(process.execPath, [script, file, bench.databaseUrl], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const status = await new Promise((resolve) => child.once('exit', resolve));
    if (status !== 0) throw new Error('the plain loop failed');
  }

  const results = [];
  const notes = [];
  for (const rows of numbersIn(values.rows)) {
    const { file, megabytes, ours, accepted } = await open(rows);
    const load = () => runSql(client, bench.databaseUrl, loadRawFile('yardstick', file));
    const result = await measurePairs({
      title: `${shown(rows)} rows, ${megabytes} MB`,
      ...pairsAt(rows, values),
      ours,
      yardstick: yardstick(rows, 'client', load),
      ratioOf: 'time',
      must: { ratio: RATIOS.get(rows), peakMiB: PEAK_MIB },
    });
    results.push(result);
    notes.push(`${shown(rows)} rows: accepted after ${median(accepted).toFixed(0)} ms.`);
    await rm(file);
  }
  for (const rows of numbersIn(values.plain)) {
    const { file, ours } = await open(rows);
    const result = await measurePairs({
      title: `${shown(rows)} rows, pace against the plain loop`,
      pairs: 1,
      ours,
      yardstick: yardstick(rows, 'loop', () => plainLoop(file)),
      warmUp: false,
      must: { ratio: PLAIN_RATIO, peakMiB: PEAK_MIB },
    });
    results.push(result);
    await rm(file);
  }
  printResults(results, { ...values, unit: 'rows/s', notes: [notes.join(' ')] });
});

/** @param {string} list with commas */
function numbersIn(list) {
  return list.split(',').filter(Boolean).map(Number);
}
