// @ts-check
/**
 * The artifact writers: XLSX against the stream writer of exceljs; CSV and JSON against a plain write of the same rows
 * (joined, or JSON.stringify, nothing quoted or checked). See docs/benchmarks.md.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { atEnd, runMain } from '../scripts/run-main.mjs';
import { atMost } from './support/musts.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { printResults } from './support/results.mjs';
import { shown } from './support/stats.mjs';

const HELP = `  --rows    sizes to write, of ten columns; the first one is compared with the last
`;
const SCRIPT = fileURLToPath(new URL('./support/artifact-writers.mjs', import.meta.url));
const run = promisify(execFile);
/** The ratios below hold from this size on. */
const LIMITED_ROWS = 1_000_000;
const MEMORY_GROWTH = 1.2;

const WORK = /** @type {const} */ ([
  { title: 'XLSX, and exceljs', writer: 'xlsx', yardstick: 'exceljs', ratio: 0.5 },
  { title: 'CSV, and rows joined', writer: 'csv', yardstick: 'csv-plain', ratio: 2 },
  { title: 'JSON, and rows stringified', writer: 'json', yardstick: 'json-plain', ratio: 2 },
]);

await runMain(async () => {
  const sizes = /** @type {const} */ ({ rows: '100000,1000000', pairs: ['2', '3'] });
  const values = readOptions('artifacts', sizes, HELP);
  if (!values) return;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sluice-bench-artifacts-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));

  /** @param {string} writer @param {number} rows */
  const side = (writer, rows) => ({
    run: async () => {
      const { stdout } = await run(process.execPath, [SCRIPT, writer, String(rows), path.join(folder, writer)]);
      const { seconds, cpuSeconds, mib } = JSON.parse(stdout);
      return { perSecond: rows / seconds, peakMiB: mib, cpu: { writer: cpuSeconds } };
    },
    processes: {},
  });

  const results = [];
  /** @type {number[]} */
  const workbookMiB = [];
  for (const rows of values.rows.split(',').map(Number)) {
    for (const { title, writer, yardstick, ratio } of WORK) {
      const result = await measurePairs({
        title: `${title}, ${shown(rows)} rows`,
        pairs: Number(values.pairs),
        ours: side(writer, rows),
        yardstick: side(yardstick, rows),
        // Each measurement is a process of its own, and so never warm.
        warmUp: false,
        ratioOf: 'time',
        must: rows >= LIMITED_ROWS ? { ratio } : {},
      });
      if (writer === 'xlsx') workbookMiB.push(result.ours.peakMiB ?? Number.NaN);
      results.push(result);
    }
  }
  const growth = (workbookMiB.at(-1) ?? Number.NaN) / (workbookMiB[0] ?? Number.NaN);
  const { text, met } = atMost(growth, MEMORY_GROWTH);
  const note = `Peak memory of the XLSX writer, last size against the first: ${growth.toFixed(2)} (must ${text}: ${met ? 'yes' : '**no**'}).`;
  printResults(results, { ...values, unit: 'rows/s', notes: [note] });
});
