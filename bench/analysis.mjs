// @ts-check
/**
 * The analyses, from accepted to completed, against DuckDB's own SUMMARIZE (and COPY) of the same file; and the artifact
 * writers against exceljs and a plain write. See docs/benchmarks.md.
 */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { progress } from '../scripts/progress.mjs';
import { runMain } from '../scripts/run-main.mjs';
import { writeSample } from '../scripts/sample-data.mjs';
import { benchArtifacts } from './support/artifact-bench.mjs';
import { openBench } from './support/bench.mjs';
import { jobTimes } from './support/job-times.mjs';
import { measurePairs, PAIR_HELP, pairOptions, printPairs } from './support/pairs.mjs';
import { uploadFile } from './support/upload-file.mjs';

const HELP = `npm run bench -- analysis [--rows 1000000,10000000] [--pairs 5] [--large-pairs 1] [--no-artifacts] [--seed 42]
  --rows         sizes to measure
  --large-pairs  above 2,000,000 rows, without a warm-up
${PAIR_HELP}
`;
const MEMORY_MB = '512';
const LARGE_ROWS = 2_000_000;
const run = promisify(execFile);

const WORK = /** @type {const} */ ([
  { tool: 'profile-my-data', artifacts: [], mode: 'summarize' },
  { tool: 'clean-my-data', artifacts: ['cleaned.csv'], mode: 'copy' },
]);

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      ...pairOptions,
      rows: { type: 'string', default: '1000000,10000000' },
      'large-pairs': { type: 'string', default: '1' },
      artifacts: { type: 'boolean', default: true },
    },
    allowNegative: true,
  });
  if (values.help) return void process.stdout.write(HELP);
  progress(`seed ${values.seed}`);
  const bench = await openBench('analysis', { env: { ANALYSIS_MEMORY_MB: MEMORY_MB } });
  const auth = { authorization: `Bearer ${bench.token}` };
  const { api, worker } = bench;

  /** @param {number} rows */
  async function measure(rows) {
    const file = path.join(bench.folder, `${rows}.csv`);
    await writeSample({ path: file, rows, seed: Number(values.seed) });
    const docId = await uploadFile(bench.url, auth, file);
    const isLarge = rows > LARGE_ROWS;
    const measured = [];
    for (const { tool, artifacts, mode } of WORK) {
      let duckdbMiB = 0;
      worker.forgetPeak();
      const result = await measurePairs({
        title: `${tool}, ${rows} rows`,
        pairs: Number(isLarge ? values['large-pairs'] : values.pairs),
        ours: {
          run: async () => {
            const { seconds } = await jobTimes(`${bench.url}/analyses`, auth, { tool, doc_id: docId, artifacts });
            return { perSecond: rows / seconds };
          },
          processes: { api, worker },
        },
        yardstick: {
          run: async () => {
            const { seconds, cpuSeconds, mib } = await duckdb(file, mode);
            duckdbMiB = Math.max(duckdbMiB, mib);
            return { perSecond: rows / seconds, cpu: { duckdb: cpuSeconds } };
          },
          processes: {},
        },
        warmUp: !isLarge,
        ratioOf: 'time',
      });
      measured.push({ rows, tool, result, peakMiB: worker.peakMiB(), duckdbMiB });
    }
    await rm(file);
    return measured;
  }

  const measured = [];
  for (const rows of values.rows.split(',').map(Number)) measured.push(...(await measure(rows)));
  const artifacts = values.artifacts ? await benchArtifacts() : undefined;
  const notes = measured.map(({ rows, tool, result, peakMiB, duckdbMiB }) => {
    const [ours, theirs] = [result.ours, result.yardstick].map(({ perSecond }) => (rows / perSecond).toFixed(2));
    const peaks = `peak memory ${peakMiB.toFixed(0)} and ${duckdbMiB.toFixed(0)} MiB`;
    return `${tool}, ${rows} rows: ${ours} s, DuckDB ${theirs} s, ${peaks}.`;
  });
  const pairs = `${values.pairs}; above 2,000,000 rows ${values['large-pairs']}`;
  const results = measured.map(({ result }) => result);
  printPairs('analysis', results, { ...values, pairs, unit: 'rows/s', notes });
  if (artifacts) process.stdout.write(`\n${artifacts}\n`);
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
