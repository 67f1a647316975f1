// @ts-check
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Plain } from './progress.mjs';
import { mulberry32 } from './random.mjs';
import { runMain } from './run-main.mjs';
import { badRow, goodRow, HEADER, KINDS } from './sample-rows.mjs';

/**
 * @typedef {import('./sample-rows.mjs').BadKind} BadKind
 * @typedef {{ rows: number, good: number, bad: number, bytes: number, byCode: Partial<Record<BadKind, number>> }} Sample
 */

const BLOCK_BYTES = 1024 * 1024;
const LONGEST_ROW_BYTES = 16 * 1024;
const REMEMBERED_KEYS = 512;

/**
 * Writes a CSV file of assets, reproducible from its arguments, of which exactly `rows * badRate` rows are bad, each for one
 * reason. Of duplicate rows the first is good and later ones are bad.
 * @param {{ path: string, rows: number, seed?: number, badRate?: number, kinds?: readonly BadKind[] }} wanted
 *   kinds: the reasons, used in turn; see KINDS
 * @returns {Promise<Sample>}
 */
export async function writeSample({ path: file, rows, seed = 42, badRate = 0.02, kinds = KINDS }) {
  const random = mulberry32(seed);
  const keys = keyReservoir(random);
  /** @type {Sample} */
  const sample = { rows, good: 0, bad: 0, bytes: 0, byCode: {} };
  const badRows = kinds.length === 0 ? 0 : Math.round(rows * badRate);
  const target = await open(file, 'w');
  try {
    // Converted to bytes row by row: strings of a whole block would outlive the young generation and cost half the time.
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    let used = block.write(`${HEADER}\n`);
    for (let row = 0; row < rows; row++) {
      // Selection sampling: any row may be bad, and in the end exactly `badRows` are.
      const isBad = random() * (rows - row) < badRows - sample.bad;
      const kind = isBad ? kindOf(kinds, sample.bad, keys.isEmpty()) : undefined;
      used += block.write(kind ? badRow(row, kind, random, keys) : goodRow(row, random), used);
      if (!kind) keys.add(row);
      count(sample, kind);
      if (used < BLOCK_BYTES - LONGEST_ROW_BYTES) continue;
      await target.writeFile(block.subarray(0, used));
      sample.bytes += used;
      used = 0;
    }
    await target.writeFile(block.subarray(0, used));
    sample.bytes += used;
  } finally {
    await target.close();
  }
  return sample;
}

/** @param {readonly BadKind[]} kinds @param {number} turn @param {boolean} noKeys a duplicate needs a row before it */
function kindOf(kinds, turn, noKeys) {
  const kind = kinds[turn % kinds.length];
  return noKeys && kind === 'DUPLICATE_IN_FILE' ? (kinds.find((other) => other !== kind) ?? undefined) : kind;
}

/** @param {Sample} sample @param {BadKind | undefined} kind */
function count(sample, kind) {
  if (kind === undefined) {
    sample.good += 1;
    return;
  }
  sample.bad += 1;
  sample.byCode[kind] = (sample.byCode[kind] ?? 0) + 1;
}

/** A small sample of earlier good rows, which later rows may duplicate. @param {() => number} random */
function keyReservoir(random) {
  /** @type {number[]} */
  const rows = [];
  let seen = 0;
  return {
    isEmpty: () => seen === 0,
    any: () => rows[Math.floor(random() * rows.length)] ?? 0,
    add(/** @type {number} */ row) {
      seen += 1;
      if (rows.length < REMEMBERED_KEYS) rows.push(row);
      else if (random() * seen < REMEMBERED_KEYS) rows[Math.floor(random() * REMEMBERED_KEYS)] = row;
    },
  };
}

const HELP = `Writes a sample CSV file of assets: names in several languages, quoted commas and quotes,
line breaks within cells, and a known number of bad rows.

  node scripts/sample-data.mjs --rows 100000 --out assets.csv

  --rows N     number of rows, without the header (100000)
  --out FILE   output file (assets.csv)
  --seed N     seed of the random data (42)
  --bad RATE   share of bad rows, from 0 to 1 (0.02)
  --kinds A,B  only these reasons: ${KINDS.join(', ')}
               and DATE_ORDER_UNKNOWN, which occurs only if it is named: it makes a reader look at every date first
`;

async function main() {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({
    options: { rows: text, out: text, seed: text, bad: text, kinds: text, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return void process.stdout.write(HELP);
  const file = path.resolve(values.out ?? 'assets.csv');
  await mkdir(path.dirname(file), { recursive: true });
  const began = performance.now();
  const sample = await writeSample({
    path: file,
    rows: number('--rows', values.rows ?? '100000', Number.MAX_SAFE_INTEGER),
    seed: number('--seed', values.seed ?? '42', 2 ** 32),
    badRate: number('--bad', values.bad ?? '0.02', 1),
    ...(values.kinds === undefined ? {} : { kinds: /** @type {BadKind[]} */ (values.kinds.split(',')) }),
  });
  const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
  process.stdout.write(`${JSON.stringify({ file, ...sample, seconds }, null, 2)}\n`);
}

/** @param {string} name @param {string} text @param {number} max */
function number(name, text, max) {
  const value = Number(text);
  if (!(value >= 0 && value <= max)) throw new Plain(`${name} ${text}: must be a number from 0 to ${max}.`);
  return value;
}

if (import.meta.filename === process.argv[1]) await runMain(main);
