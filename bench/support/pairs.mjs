// @ts-check
import { progress } from '../../scripts/progress.mjs';
import { cpuSeconds } from './process-cost.mjs';
import { record } from './record.mjs';
import { markdownTable, median } from './stats.mjs';

/**
 * @typedef {{ perSecond: number, p50Ms?: number, p99Ms?: number, cpu?: Record<string, number> }} Pace
 *   cpu: processor seconds of processes that have already ended
 * @typedef {Pace & { cpu: Record<string, number> }} Measured
 * @typedef {object} Side
 * @property {() => Promise<unknown>} [prepare] runs before each measurement, and is not part of it
 * @property {() => Promise<Pace>} run
 * @property {() => Promise<unknown>} [check] runs after each measurement, and is not part of it
 * @property {Readonly<Record<string, { readonly pid: number }>>} processes whose processor time is measured
 * @typedef {{ title: string, ours: Measured, yardstick: Measured, ratio: number, lowest: number, highest: number,
 *   processorRatio: number }} Result
 */

/** The arguments of every bench with pairs. */
export const pairOptions = /** @type {const} */ ({
  pairs: { type: 'string', default: '5' },
  seed: { type: 'string', default: '42' },
  record: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
});

export const PAIR_HELP = `  --pairs   measurements of Sluice and of its yardstick, one after the other; one more before them warms up
  --seed    of the generated data
  --record  write the table to docs/benchmarks.md`;

/**
 * Measures both sides in turns, so that a busy minute of the machine affects both; which comes first alternates. The
 * first pair is a warm-up and does not count.
 * @param {{ title: string, pairs: number, ours: Side, yardstick: Side, warmUp?: boolean, ratioOf?: 'pace' | 'time' }} comparison
 * @returns {Promise<Result>} medians; the ratio is the median of the pairs' ratios, ours to the yardstick
 */
export async function measurePairs({ title, pairs, ours, yardstick, warmUp = true, ratioOf = 'pace' }) {
  /** @type {Measured[]} */
  const mine = [];
  /** @type {Measured[]} */
  const theirs = [];
  for (let pair = warmUp ? 0 : 1; pair <= pairs; pair++) {
    const turns = [
      async () => void mine.push(await measure(ours)),
      async () => void theirs.push(await measure(yardstick)),
    ];
    for (const turn of pair % 2 === 0 ? turns : turns.reverse()) await turn();
    const [a, b] = [mine.at(-1), theirs.at(-1)];
    progress(
      `${title}, ${pair === 0 ? 'warm-up' : `pair ${pair}`}: ${show(a?.perSecond)} and ${show(b?.perSecond)} a second`,
    );
  }
  const counted = (/** @type {Measured[]} */ all) => all.slice(warmUp ? 1 : 0);
  return compare(title, counted(mine), counted(theirs), ratioOf);
}

/**
 * @param {string} title
 * @param {readonly Measured[]} mine @param {readonly Measured[]} theirs of the same pairs
 * @param {'pace' | 'time'} ratioOf
 */
function compare(title, mine, theirs, ratioOf) {
  const ratios = mine.map(({ perSecond }, pair) => {
    const other = theirs[pair]?.perSecond ?? Number.NaN;
    return ratioOf === 'pace' ? perSecond / other : other / perSecond;
  });
  return {
    title,
    ours: medians(mine),
    yardstick: medians(theirs),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    processorRatio: median(mine.map((one, pair) => processorSeconds(one) / processorSeconds(theirs[pair]))),
  };
}

/** Of all processes. @param {Measured | undefined} measured */
const processorSeconds = (measured) => Object.values(measured?.cpu ?? {}).reduce((sum, seconds) => sum + seconds, 0);

/** @param {Side} side @returns {Promise<Measured>} */
async function measure({ prepare, run, check, processes }) {
  await prepare?.();
  const cost = () => Object.entries(processes).map(([name, { pid }]) => /** @type {const} */ ([name, cpuSeconds(pid)]));
  const before = new Map(cost());
  const pace = await run();
  const used = cost().map(([name, s]) => [name, s - (before.get(name) ?? 0)]);
  await check?.();
  return { ...pace, cpu: { ...Object.fromEntries(used), ...pace.cpu } };
}

/** @param {readonly Measured[]} all @returns {Measured} */
function medians(all) {
  const of = (/** @type {(one: Measured) => number | undefined} */ read) =>
    median(all.map((one) => read(one) ?? Number.NaN));
  const names = Object.keys(all[0]?.cpu ?? {});
  return {
    perSecond: of((one) => one.perSecond),
    p50Ms: of((one) => one.p50Ms),
    p99Ms: of((one) => one.p99Ms),
    cpu: Object.fromEntries(names.map((name) => [name, of((one) => one.cpu[name])])),
  };
}

/**
 * Prints the ratios first, then a table; with `record` it also writes the table to docs/benchmarks.md.
 * @param {string} name of the bench
 * @param {readonly Result[]} results
 * @param {{ record: boolean, pairs: string, unit?: string, notes?: readonly string[],
 *   processorRatio?: boolean }} options unit: of the pace; processorRatio: also the median ratio of processor seconds
 */
export function printPairs(
  name,
  results,
  { record: recorded, pairs, unit = '/s', notes = [], processorRatio: withProcessorRatio = false },
) {
  const timed = results.some(({ ours }) => Number.isFinite(ours.p50Ms));
  const header = [
    ...['work', `Sluice ${unit}`, `yardstick ${unit}`, 'ratio', 'lowest to highest'],
    ...(timed ? ['p50, p99 ms', 'its p50, p99 ms'] : []),
    ...['processor s', 'its processor s'],
    ...(withProcessorRatio ? ['processor ratio'] : []),
  ];
  const rows = results.map(({ title, ours, yardstick, ratio, lowest, highest, processorRatio }) => [
    ...[title, show(ours.perSecond), show(yardstick.perSecond), ratio.toFixed(2)],
    `${lowest.toFixed(2)} to ${highest.toFixed(2)}`,
    ...(timed ? [latencies(ours), latencies(yardstick)] : []),
    ...[processors(ours), processors(yardstick)],
    ...(withProcessorRatio ? [processorRatio.toFixed(2)] : []),
  ]);
  const text = [markdownTable(header, rows), ...notes, `Pairs: ${pairs}.`].join('\n\n');
  process.stdout.write(`ratio ${results.map(({ ratio }) => ratio.toFixed(2)).join(' ')}\n\n${text}\n`);
  if (recorded) record(name, text);
}

/** @param {Measured} measured */
const latencies = ({ p50Ms, p99Ms }) => (Number.isFinite(p50Ms) ? `${p50Ms?.toFixed(1)}, ${p99Ms?.toFixed(1)}` : '');

/** @param {Measured} measured */
const processors = ({ cpu }) =>
  Object.entries(cpu)
    .map(([name, seconds]) => `${name} ${seconds.toFixed(2)}`)
    .join(', ');

/** @param {number | undefined} perSecond */
const show = (perSecond = Number.NaN) =>
  perSecond.toLocaleString('en-US', { maximumFractionDigits: perSecond < 100 ? 1 : 0 });
