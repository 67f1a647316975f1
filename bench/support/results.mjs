// @ts-check
import { appendFileSync } from 'node:fs';
import { record } from './record.mjs';
import { markdownTable, shown } from './stats.mjs';

/** @import { Measured, Result } from './pairs.mjs' */

/**
 * A column: its title, its cells, and which results need it; without the last it is always there.
 * @typedef {readonly [title: string, cell: (result: Result) => string, needed?: (result: Result) => boolean]} Column
 */

/** Names the variable with the path of a file that collects, across benches, the results that miss a limit. */
export const MISSED_FILE = 'BENCH_MISSED_FILE';

/** @param {Result} result */
const isTimed = ({ ours }) => Number.isFinite(ours.p50Ms);
/** @param {Result} result */
const hasPeak = ({ ours, yardstick }) => Number.isFinite(ours.peakMiB) || Number.isFinite(yardstick.peakMiB);

/** @param {string} unit of the pace @returns {readonly Column[]} */
const columns = (unit) => [
  ['work', ({ title }) => title],
  ['ratio', ({ ratio }) => ratio.toFixed(2)],
  [
    'lowest to highest',
    ({ pairs, lowest, highest }) => (pairs > 1 ? `${lowest.toFixed(2)} to ${highest.toFixed(2)}` : ''),
  ],
  ['pairs', ({ pairs }) => String(pairs)],
  ['must', ({ musts }) => musts.map(({ text }) => text).join(', ')],
  ['met', verdict],
  [`Sluice ${unit}`, ({ ours }) => shown(ours.perSecond)],
  [`yardstick ${unit}`, ({ yardstick }) => shown(yardstick.perSecond)],
  ['p50, p99 ms', ({ ours }) => latencies(ours), isTimed],
  ['its p50, p99 ms', ({ yardstick }) => latencies(yardstick), isTimed],
  ['processor s', ({ ours }) => processors(ours)],
  ['its processor s', ({ yardstick }) => processors(yardstick)],
  ['peak MiB', ({ ours }) => memory(ours), hasPeak],
  ['its peak MiB', ({ yardstick }) => memory(yardstick), hasPeak],
];

/** @type {Column} */
const PROCESSOR_RATIO = ['processor ratio', ({ processorRatio }) => processorRatio.toFixed(2)];

/**
 * Prints the ratios first, then a table; with `record` it also writes the table to docs/benchmarks.md.
 * @param {readonly Result[]} results
 * @param {{ bench: string, record: boolean, unit?: string, notes?: readonly string[], processorRatio?: boolean }} options
 *   bench: its name; unit: of the pace; processorRatio: also the median ratio of processor seconds
 */
export function printResults(results, { bench, record: recorded, unit = '/s', notes = [], processorRatio = false }) {
  const chosen = columns(unit).filter(([, , needed]) => !needed || results.some(needed));
  if (processorRatio) chosen.push(PROCESSOR_RATIO);
  const table = markdownTable(
    chosen.map(([title]) => title),
    results.map((result) => chosen.map(([, cell]) => cell(result))),
  );
  const text = [table, ...notes].join('\n\n');
  process.stdout.write(`${results.map(firstLine).join('')}\n${text}\n`);
  if (recorded) record(bench, text);
  const file = process.env[MISSED_FILE];
  if (!file) return;
  for (const result of results.filter(isMissed)) appendFileSync(file, `${bench}: ${firstLine(result)}`);
}

/** @param {Result} result */
const isMissed = ({ musts }) => musts.some(({ met }) => !met);

/** @param {Result} result */
function firstLine(result) {
  const musts = result.musts.map(({ text, met }) => `${text}: ${met ? 'met' : 'NOT MET'}`).join(', ');
  return `ratio ${result.ratio.toFixed(2)}  ${result.title}${musts && ` (${musts})`}\n`;
}

/** `yes`, or what is not met. @param {Result} result */
function verdict({ musts }) {
  if (musts.length === 0) return '';
  const missed = musts.filter(({ met }) => !met);
  if (missed.length === 0) return 'yes';
  return missed.length === musts.length ? '**no**' : `**no**: ${missed.map(({ text }) => text).join(', ')}`;
}

/** @param {Measured} measured */
const latencies = ({ p50Ms, p99Ms }) => (Number.isFinite(p50Ms) ? `${p50Ms?.toFixed(1)}, ${p99Ms?.toFixed(1)}` : '');

/** @param {Measured} measured */
const memory = ({ peakMiB }) => (Number.isFinite(peakMiB) ? `${peakMiB?.toFixed(0)}` : '');

/** @param {Measured} measured */
const processors = ({ cpu }) =>
  Object.entries(cpu)
    .map(([name, seconds]) => `${name} ${seconds.toFixed(2)}`)
    .join(', ');
