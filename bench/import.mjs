// @ts-check
/**
 * The import, from accepted to completed, against the `mysql` client's LOAD DATA LOCAL of the same raw file into the
 * same kind of table, and against a plain papaparse + zod + drizzle loop. See docs/benchmarks.md.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { progress } from '../scripts/progress.mjs';
import { runMain } from '../scripts/run-main.mjs';
import { writeSample } from '../scripts/sample-data.mjs';
import { openBench } from './support/bench.mjs';
import { jobTimes } from './support/job-times.mjs';
import { findMysqlClient, loadRawFile, runSql } from './support/mysql-client.mjs';
import { measurePairs, PAIR_HELP, pairOptions, printPairs } from './support/pairs.mjs';
import { median, secondsOf } from './support/stats.mjs';
import { uploadFile } from './support/upload-file.mjs';

const HELP = `npm run bench -- import [--rows 100000,1000000,10000000] [--pairs 5] [--large-pairs 1] [--no-plain] [--seed 42]
  --rows         sizes to measure; the plain loop runs once, at 1,000,000 or the largest below
  --large-pairs  above 2,000,000 rows, without a warm-up
${PAIR_HELP}
`;
const PLAIN_ROWS = 1_000_000;
const LARGE_ROWS = 2_000_000;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      ...pairOptions,
      rows: { type: 'string', default: '100000,1000000,10000000' },
      'large-pairs': { type: 'string', default: '1' },
      plain: { type: 'boolean', default: true },
    },
    allowNegative: true,
  });
  if (values.help) return void process.stdout.write(HELP);
  progress(`seed ${values.seed}`);
  const client = findMysqlClient();
  const bench = await openBench('import');
  const auth = { authorization: `Bearer ${bench.token}` };
  const mysqld = await bench.mysqld();

  const emptyTables = () =>
    bench.sql.query('DROP TABLE IF EXISTS yardstick; CREATE TABLE yardstick LIKE assets; TRUNCATE TABLE assets');

  /** @param {number} rows */
  async function measure(rows) {
    const file = path.join(bench.folder, `${rows}.csv`);
    const sample = await writeSample({ path: file, rows, seed: Number(values.seed) });
    const docId = await uploadFile(bench.url, auth, file);
    /** @type {number[]} */
    const accepted = [];
    const ours = async () => {
      const { seconds, acceptedMs, status } = await jobTimes(`${bench.url}/assets/bulk`, auth, { doc_id: docId });
      if (status.failed_rows !== sample.bad || status.successful_rows !== sample.good)
        throw new Error(`wrong counts: ${JSON.stringify({ sample, status })}`);
      accepted.push(acceptedMs);
      return { perSecond: rows / seconds };
    };
    const load = async () => {
      return {
        perSecond: rows / (await secondsOf(() => runSql(client, bench.databaseUrl, loadRawFile('yardstick', file)))),
      };
    };
    const isLarge = rows > LARGE_ROWS;
    bench.worker.forgetPeak();
    const result = await measurePairs({
      title: `import of ${rows} rows, ${(sample.bytes / 1e6).toFixed(0)} MB`,
      pairs: Number(isLarge ? values['large-pairs'] : values.pairs),
      ours: { prepare: emptyTables, run: ours, processes: { api: bench.api, worker: bench.worker, ...mysqld } },
      yardstick: { prepare: emptyTables, run: load, processes: mysqld },
      warmUp: !isLarge,
      ratioOf: 'time',
    });
    return { rows, file, result, peakMiB: bench.worker.peakMiB(), acceptedMs: median(accepted) };
  }

  /** @param {string} file */
  async function plainLoop(file) {
    await emptyTables();
    return secondsOf(async () => {
      const script = fileURLToPath(new URL('./support/plain-loop.mjs', import.meta.url));
      const child = spawn(process.execPath, [script, file, bench.databaseUrl], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const status = await new Promise((resolve) => child.once('exit', resolve));
      if (status !== 0) throw new Error('the plain loop failed');
    });
  }

  const measured = [];
  for (const rows of values.rows.split(',').map(Number)) measured.push(await measure(rows));
  const main = measured.find(({ rows }) => rows === PLAIN_ROWS) ?? measured.at(-1);
  const plain = values.plain && main ? await plainLoop(main.file) : undefined;
  const notes = measured.map(({ rows, result, peakMiB, acceptedMs }) => {
    const [ours, load] = [result.ours, result.yardstick].map(({ perSecond }) => (rows / perSecond).toFixed(2));
    return `${rows} rows: import ${ours} s, LOAD DATA ${load} s, worker peak ${peakMiB.toFixed(0)} MiB, accepted after ${acceptedMs.toFixed(0)} ms.`;
  });
  if (plain && main) {
    const times = ((plain * main.result.ours.perSecond) / main.rows).toFixed(2);
    notes.push(
      `A plain loop of papaparse, zod and drizzle at ${main.rows} rows: ${plain.toFixed(2)} s, ${times} times the import.`,
    );
  }
  const pairs = `${values.pairs}; above 2,000,000 rows ${values['large-pairs']}`;
  const results = measured.map(({ result }) => result);
  printPairs('import', results, { ...values, pairs, unit: 'rows/s', notes });
});
