// @ts-check
/** The table reader against reading and decoding the same file, in turns. See docs/benchmarks.md. */
import { closeSync, createReadStream, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { parseArgs } from 'node:util';
import { defaultTableLimits, FileInspector, openCsv } from '../apps/worker/dist/tabular/index.js';
import { mulberry32 } from '../scripts/random.mjs';

const HELP = `npm run bench -- parse [--rows 1000000] [--rounds 5] [--seed 42]
  --rows    of the file
  --rounds  of reading, decoding and inspecting it by turns; medians count
  --seed    of the file
`;
const { values: args } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '42' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (args.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const rows = Number(args.rows);
const rounds = Number(args.rounds);
process.stderr.write(`seed ${args.seed}\n`);
/** The default block size of Node's file streams, and that of the reader. */
const blockBytes = 64 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-parse-'));
const path = join(folder, 'assets.csv');

const adjectives = [
  'Büro',
  'Électrique',
  'Heavy',
  'Größe',
  'Compact',
  'Señal',
  'Naïve',
  'Portable',
  'Ångström',
  'Rotary',
];
const nouns = ['Pumpe', 'Drucker', 'Ventil', 'Générateur', 'Laptop', 'Crane', 'Kühler', 'Monitor', 'Router', 'Turbine'];
const types = ['person', 'device', 'asset', 'inventory', 'other'];
const words = 'located at main site floor north wing requires annual inspection für die Prüfung après réparation'.split(
  ' ',
);

/** Ten columns, about 140 bytes a row; one row in eight has quoted cells, a few of them with a line break. */
function generate() {
  const next = mulberry32(Number(args.seed));
  const below = (/** @type {number} */ n) => (next() * n) | 0;
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const date = (/** @type {number} */ from) => `${from + below(9)}-${two(1 + below(12))}-${two(1 + below(28))}`;
  const quoted = (/** @type {string} */ value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const file = openSync(path, 'w');
  let part = ['identifier,name,type,description,valid_from,valid_to,is_active,quantity,price,email\n'];
  for (let row = 0; row < rows; row++) {
    let name = `${adjectives[below(10)]} ${nouns[below(10)]} ${below(10_000)}`;
    const kind = next();
    if (kind < 0.08) name += `, model ${below(99)}`;
    else if (kind < 0.1) name += ` "${below(50)}in"`;
    let description = Array.from({ length: 3 + below(9) }, () => words[below(words.length)]).join(' ');
    const ending = next();
    if (ending < 0.1) description += `, rev ${below(9)}`;
    else if (ending < 0.103) description += `\nline two ${below(99)}`;
    const cells = [`AST-${String(row).padStart(8, '0')}`, quoted(name), types[below(5)], quoted(description)];
    cells.push(date(2015), next() < 0.1 ? '' : date(2024), next() < 0.8 ? 'true' : 'false', String(below(1000)));
    cells.push((next() * 10_000).toFixed(2), `user${below(200_000)}@example.com`);
    part.push(`${cells.join(',')}\n`);
    if (part.length < 5000) continue;
    writeSync(file, part.join(''));
    part = [];
  }
  writeSync(file, part.join(''));
  closeSync(file);
}

/** The baseline: the cost of reading the file as text. */
async function decode() {
  let characters = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: blockBytes, encoding: 'utf8' })) {
    characters += chunk.length;
  }
  return characters;
}

/** @param {(chunk: Buffer) => void} use */
const pass = (use) => {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(blockBytes);
  for (let bytes = readSync(file, buffer); bytes > 0; bytes = readSync(file, buffer)) use(buffer.subarray(0, bytes));
  closeSync(file);
};

/** The same without streams: a stricter baseline, but one that would block a worker's event loop. */
function decodeSync() {
  const decoder = new StringDecoder('utf8');
  let characters = 0;
  pass((chunk) => {
    characters += decoder.write(chunk).length;
  });
  return characters;
}

/** The result of the reader's first pass, on a CSV file. */
function inspect() {
  const inspector = new FileInspector({}, defaultTableLimits);
  pass((chunk) => inspector.push(chunk));
  const inspection = inspector.finish();
  if (inspection.kind !== 'csv') throw new Error('the file is not a CSV');
  return inspection;
}

/** @param {ReturnType<typeof inspect>['dialect']} dialect */
function read(dialect) {
  const reader = openCsv({ path, dialect, limits: defaultTableLimits });
  let records = 0;
  for (const block of reader.blocks()) records += block.cells.length;
  return records;
}

/** @typedef {{ wall: number, cpu: number }} Run seconds */

/**
 * Wall and processor time; the latter gives more stable ratios on a busy machine.
 * @param {() => unknown} work @returns {Promise<Run>}
 */
const timed = async (work) => {
  const from = process.hrtime.bigint();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: Number(process.hrtime.bigint() - from) / 1e9, cpu: (user + system) / 1e6 };
};
/** @param {readonly Run[]} runs @param {keyof Run} what */
const median = (runs, what) => runs.map((run) => run[what]).toSorted((a, b) => a - b)[runs.length >> 1] ?? Number.NaN;

try {
  generate();
  const inspection = inspect();
  /** @type {Record<'decode' | 'decodeSync' | 'inspect' | 'read', Run[]>} */
  const runs = { decode: [], decodeSync: [], inspect: [], read: [] };
  for (let round = 0; round < rounds; round++) {
    runs.decode.push(await timed(decode));
    runs.decodeSync.push(await timed(decodeSync));
    runs.inspect.push(await timed(inspect));
    runs.read.push(
      await timed(() => {
        const records = read(inspection.dialect);
        if (records !== rows || inspection.records !== rows)
          throw new Error(`${records} records read, ${inspection.records} counted, ${rows} written`);
      }),
    );
  }
  /** @param {keyof typeof runs} name @param {keyof Run} what */
  const ratio = (name, what) => (median(runs[name], what) / median(runs.decode, what)).toFixed(2);
  /** @param {string} title @param {keyof typeof runs} name */
  const line = (title, name) => {
    const wall = median(runs[name], 'wall');
    const pace = (inspection.sizeBytes / wall / 1e6).toFixed(0).padStart(5);
    return `${title.padEnd(28)} ${wall.toFixed(3)} s ${pace} MB/s  ratio ${ratio(name, 'wall')}  processor ${ratio(name, 'cpu')}`;
  };
  console.log(`ratio ${ratio('read', 'wall')}`);
  console.log(`${rows} rows, ${inspection.sizeBytes} bytes, medians of ${rounds}`);
  console.log(line('read + UTF-8 decode', 'decode'));
  console.log(line('the same with readSync', 'decodeSync'));
  console.log(line('openCsv, all blocks', 'read'));
  console.log(line('FileInspector, read included', 'inspect'));
  console.log(`peak RSS ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
} finally {
  rmSync(folder, { recursive: true });
}
