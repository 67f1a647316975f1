// @ts-check
/** How many records of polluted files are read rightly, against the auto-detection of papaparse and DuckDB. See docs/benchmarks.md. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { progress } from '../scripts/progress.mjs';
import { runMain } from '../scripts/run-main.mjs';
import { pollutedFiles } from './support/polluted-files.mjs';
import { openReaders } from './support/readers.mjs';
import { record } from './support/record.mjs';
import { markdownTable } from './support/stats.mjs';

const HELP = `npm run bench -- fidelity [--seed 42] [--worst 20] [--only TEXT] [--record]
  --seed    of the tables and of the damage
  --worst   kinds of pollution to list, those that Sluice reads worst first
  --only    kinds that contain this text
`;

/** @typedef {import('./support/polluted-files.mjs').Polluted} Polluted */
/** @typedef {import('./support/readers.mjs').Reading} Reading */

/** The header counts as a record that differs from all others. @param {Reading} reading */
const lines = ({ header, records }) => [
  ...(header ? [`header ${JSON.stringify(header.map((cell) => cell.trim()))}`] : []),
  ...records.map((cells) => JSON.stringify(cells.map((cell) => cell.trim()))),
];

/** The F1 of the records, as multisets. @param {Polluted} expected @param {Reading} read */
function f1(expected, read) {
  /** @type {Map<string, number>} */
  const left = new Map();
  const wanted = lines(expected);
  const found = lines(read);
  for (const key of wanted) left.set(key, (left.get(key) ?? 0) + 1);
  let right = 0;
  for (const key of found) {
    const count = left.get(key) ?? 0;
    if (count === 0) continue;
    left.set(key, count - 1);
    right++;
  }
  return (2 * right) / (wanted.length + found.length);
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '42' },
      worst: { type: 'string', default: '20' },
      only: { type: 'string', default: '' },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  progress(`seed ${values.seed}`);
  const files = pollutedFiles(Number(values.seed)).filter(({ kind }) => kind.includes(values.only));
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-fidelity-'));
  const readers = await openReaders();
  /** @type {{ file: Polluted, scores: number[] }[]} */
  const scored = [];
  try {
    for (const file of files) {
      const path = join(folder, 'file.csv');
      writeFileSync(path, file.bytes);
      const scores = [];
      for (const { read } of readers) scores.push(f1(file, await read(path, file.bytes)));
      scored.push({ file, scores });
    }
  } finally {
    for (const { close } of readers) close?.();
    rmSync(folder, { recursive: true, force: true });
  }
  /** @param {string} title @param {(file: Polluted) => boolean} which */
  const row = (title, which) => {
    const some = scored.filter(({ file }) => which(file));
    const means = readers.map((_, at) => mean(some.map(({ scores }) => scores[at] ?? 0)).toFixed(3));
    return [title, String(some.length), ...means];
  };
  const head = ['files', 'count', ...readers.map(({ name }) => name)];
  const table = markdownTable(head, [
    row('all', () => true),
    row('unusual throughout', ({ level }) => level === 'file'),
    row('some records are damaged', ({ level }) => level === 'record'),
  ]);
  const kinds = [...new Set(files.map(({ kind }) => kind))].map((kind) => row(kind, (file) => file.kind === kind));
  const worst = kinds.toSorted((a, b) => Number(a[2]) - Number(b[2])).slice(0, Number(values.worst));
  process.stdout.write(`\n${table}\n\n${markdownTable(['kind', ...head.slice(1)], worst)}\n`);
  if (values.record) record('fidelity', table);
});
