// @ts-check
/**
 * The analyses, from accepted to completed, against DuckDB's own SUMMARIZE (and COPY) of the same file. See
 * docs/benchmarks.md.
 */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runMain } from '../scripts/run-main.mjs';
import { writeSample } from '../scripts/sample-data.mjs';
import { openBench } from './support/bench.mjs';
import { jobTimes } from './support/job-times.mjs';
import { LARGE_HELP, pairsAt, readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { printResults } from './support/results.mjs';
import { shown } from './support/stats.mjs';
import { uploadFile } from './support/upload-file.mjs';

const HELP = `  --rows    sizes to measure
${LARGE_HELP}`;
const MEMORY_MB = '512';
const run = promisify(execFile);

/** Their limits hold from 1,000,000 and from 10,000,000 rows on. */
const WORK = /** @type {const} */ ([
  { tool: 'profile-my-data', artifacts: [], mode: 'summarize', ratio: 1.3, largeRatio: 1.4 },
  { tool: 'clean-my-data', artifacts: ['cleaned.csv'], mode: 'copy', ratio: 1.8, largeRatio: 2 },
]);
const LIMITED_ROWS = 1_000_000;
const LARGE_ROWS = 10_000_000;
const PEAK_MIB = 600;

await runMain(async () => {
  const sizes = /** @type {const} */ ({ rows: ['1000000', '1000000,10000000'], 'large-pairs': ['1', '2'] });
  const values = readOptions('analysis', sizes, HELP);
  if (!values) return;
  const bench = await openBench('analysis', { env: { ANALYSIS_MEMORY_MB: MEMORY_MB } });
  const auth = { authorization: `Bearer ${bench.token}` };
  const { api, worker } = bench;

  /** @param {number} rows */
  const measure = async (rows) => {
    const file = path.join(bench.folder, `${rows}.csv`);
    await writeSample({ path: file, rows, seed: Number(values.seed) });
    const docId = await uploadFile(bench.url, auth, file);
    const measured = [];
    for (const { tool, artifacts, mode, ratio, largeRatio } of WORK) {
      worker.forgetPeak();
      const result = await measurePairs({
        title: `${tool}, ${shown(rows)} rows`,
        ...pairsAt(rows, values),
        ours: {
          run: async () => {
            const { seconds } = await jobTimes(`${bench.url}/analyses`, auth, { tool, doc_id: docId, artifacts });
            return { perSecond: rows / seconds, peakMiB: worker.peakMiB() };
          },
          processes: { api, worker },
        },
        yardstick: {
          run: async () => {
            const { seconds, cpuSeconds, mib } = await duckdb(file, mode);
            return { perSecond: rows / seconds, peakMiB: mib, cpu: { duckdb: cpuSeconds } };
          },
          processes: {},
        },
        ratioOf: 'time',
        must: rows < LIMITED_ROWS ? {} : { ratio: rows < LARGE_ROWS ? ratio : largeRatio, peakMiB: PEAK_MIB },
      });
      measured.push(result);
    }
    await rm(file);
    return measured;
  };

  const results = [];
  for (const rows of values.rows.split(',').map(Number)) results.push(...(await measure(rows)));
  printResults(results, { ...values, unit: 'rows/s' });
});

/**
 * @param {string} file @param {'summarize' | 'copy'} mode
 * @returns {Promise<{ seconds: number, cpuSeconds: number, mib: number }>}
 */
async function duckdb(file, mode) {
  const script = fileURLToPath(new URL('./support/duckdb-summarize.mjs', import.meta.url));
  const { stdout } = await run(process.execPath, [script, file, mode, MEMORY_MB]);
  return JSON.parse(stdout);
}
