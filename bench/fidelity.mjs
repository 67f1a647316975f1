// @ts-check
/** How many records of polluted files are read rightly, against the auto-detection of papaparse and DuckDB. See docs/benchmarks.md. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd, runMain } from '../scripts/run-main.mjs';
import { atLeast } from './support/musts.mjs';
import { readOptions } from './support/options.mjs';
import { pollutedFiles } from './support/polluted-files.mjs';
import { openReaders } from './support/readers.mjs';
import { printResults } from './support/results.mjs';
import { markdownTable } from './support/stats.mjs';

const HELP = `  --worst   kinds of pollution to list, those that Sluice reads worst first
  --only    kinds that contain this text
`;
/** Which files, and the least score for them. */
const LEVELS = /** @type {const} */ ([
  { title: 'all', level: undefined, least: 0.99 },
  { title: 'unusual throughout', level: 'file', least: 0.95 },
  { title: 'some records damaged', level: 'record', least: undefined },
]);

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

/** @typedef {{ f1: number, cpu: number }} Score cpu: processor seconds */
/** @typedef {{ file: Polluted, scores: Score[] }} Scored the scores of all readers, in their order */

/** @param {readonly Scored[]} some @param {number} reader @returns {import('./support/pairs.mjs').Measured} */
function meanOf(some, reader) {
  const sum = (/** @type {keyof Score} */ key) =>
    some.reduce((total, { scores }) => total + (scores[reader]?.[key] ?? 0), 0);
  return { perSecond: sum('f1') / some.length, cpu: { bench: sum('cpu') } };
}

/**
 * Each yardstick in its own row; all of them read every file once.
 * @param {string} title @param {readonly Scored[]} some @param {readonly string[]} readers @param {number | undefined} least
 */
function rowsOf(title, some, readers, least) {
  const ours = meanOf(some, 0);
  return readers.slice(1).map((name, at) => {
    const yardstick = meanOf(some, at + 1);
    const ratio = ours.perSecond / yardstick.perSecond;
    const [mine, theirs] = [ours, yardstick].map(({ cpu }) => cpu.bench ?? Number.NaN);
    return {
      title: `${some.length} files, ${title}, and ${name}`,
      ...{ pairs: 1, ours, yardstick, ratio, lowest: ratio, highest: ratio },
      processorRatio: (mine ?? Number.NaN) / (theirs ?? Number.NaN),
      musts: least === undefined ? [] : [atLeast(ours.perSecond, least, '', 'F1 ')],
    };
  });
}

await runMain(async () => {
  const values = readOptions('fidelity', { worst: '20', only: '' }, HELP, { withPairs: false });
  if (!values) return;
  const files = pollutedFiles(Number(values.seed)).filter(({ kind }) => kind.includes(values.only));
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-fidelity-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const readers = await openReaders();
  for (const { close } of readers) if (close) atEnd(close);
  /** @type {Scored[]} */
  const scored = [];
  for (const file of files) {
    const path = join(folder, 'file.csv');
    writeFileSync(path, file.bytes);
    const scores = [];
    for (const { read } of readers) {
      const before = process.cpuUsage();
      const reading = await read(path, file.bytes);
      const { user, system } = process.cpuUsage(before);
      scores.push({ f1: f1(file, reading), cpu: (user + system) / 1e6 });
    }
    scored.push({ file, scores });
  }
  const names = readers.map(({ name }) => name);
  const results = LEVELS.flatMap(({ title, level, least }) =>
    rowsOf(
      title,
      scored.filter(({ file }) => level === undefined || file.level === level),
      names,
      least,
    ),
  );
  printResults(results, { ...values, unit: 'F1' });
  const kinds = [...new Set(files.map(({ kind }) => kind))].map((kind) => {
    const some = scored.filter(({ file }) => file.kind === kind);
    return [kind, String(some.length), ...readers.map((_, at) => meanOf(some, at).perSecond.toFixed(3))];
  });
  const worst = kinds.toSorted((a, b) => Number(a[2]) - Number(b[2])).slice(0, Number(values.worst));
  process.stdout.write(`\n${markdownTable(['kind', 'files', ...names], worst)}\n`);
});
