// @ts-check
/**
 * The table reader, and the inspection of the bytes before it, against reading and decoding the same file, in processor
 * time. See docs/benchmarks.md.
 */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { defaultTableLimits, FileInspector, openCsv } from '../apps/worker/dist/tabular/index.js';
import { atEnd, runMain } from '../scripts/run-main.mjs';
import { readOptions } from './support/options.mjs';
import { measurePairs } from './support/pairs.mjs';
import { writeQuotedFile } from './support/quoted-file.mjs';
import { printResults } from './support/results.mjs';
import { shown } from './support/stats.mjs';

const HELP = `  --rows    of the file
`;
/** The default block size of Node's file streams, and that of the reader. */
const BLOCK_BYTES = 64 * 1024;
const READER_RATIO = 3;

/** The yardstick: the cost of reading the file as text. @param {string} path */
async function decode(path) {
  let characters = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: BLOCK_BYTES, encoding: 'utf8' })) {
    characters += chunk.length;
  }
  return characters;
}

/** @param {string} path @param {(chunk: Buffer) => void} use */
const pass = (path, use) => {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(BLOCK_BYTES);
  for (let bytes = readSync(file, buffer); bytes > 0; bytes = readSync(file, buffer)) use(buffer.subarray(0, bytes));
  closeSync(file);
};

/** The same without streams: a stricter yardstick, but one that would block a worker's event loop. @param {string} path */
function decodeSync(path) {
  const decoder = new StringDecoder('utf8');
  let characters = 0;
  pass(path, (chunk) => {
    characters += decoder.write(chunk).length;
  });
  return characters;
}

/** The result of the reader's first pass, on a CSV file. @param {string} path */
function inspect(path) {
  const inspector = new FileInspector({}, defaultTableLimits);
  pass(path, (chunk) => inspector.push(chunk));
  const inspection = inspector.finish();
  if (inspection.kind !== 'csv') throw new Error('the file is not a CSV');
  return inspection;
}

/** @param {string} path @param {ReturnType<typeof inspect>['dialect']} dialect */
function read(path, dialect) {
  const reader = openCsv({ path, dialect, limits: defaultTableLimits });
  let records = 0;
  for (const block of reader.blocks()) records += block.cells.length;
  return records;
}

await runMain(async () => {
  const values = readOptions('parse', { rows: '1000000', pairs: '5' }, HELP);
  if (!values) return;
  const rows = Number(values.rows);
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-parse-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'assets.csv');
  writeQuotedFile({ path, rows, seed: Number(values.seed) });
  const { dialect, records, sizeBytes } = inspect(path);

  function readAll() {
    const found = read(path, dialect);
    if (found !== rows || records !== rows)
      throw new Error(`${found} records read, ${records} counted, ${rows} written`);
  }

  /** MB a second, in this process. @param {() => unknown} work */
  const side = (work) => ({
    run: async () => {
      const start = performance.now();
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      return { perSecond: sizeBytes / 1e3 / (performance.now() - start), cpu: { bench: (user + system) / 1e6 } };
    },
    processes: {},
  });

  const size = `${shown(rows)} rows, ${(sizeBytes / 1e6).toFixed(0)} MB`;
  const results = [];
  for (const [title, ours, yardstick, must] of /** @type {const} */ ([
    [`reading ${size}, and decoding`, readAll, () => decode(path), { ratio: READER_RATIO }],
    ['reading, and decoding without streams', readAll, () => decodeSync(path), {}],
    ['inspecting the bytes, and decoding', () => inspect(path), () => decode(path), {}],
  ])) {
    const comparison = { title, pairs: Number(values.pairs), must, ratioOf: /** @type {const} */ ('processor time') };
    results.push(await measurePairs({ ...comparison, ours: side(ours), yardstick: side(yardstick) }));
  }
  printResults(results, { ...values, unit: 'MB/s' });
});
