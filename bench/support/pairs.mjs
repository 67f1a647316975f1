// @ts-check
import { progress } from '../../scripts/progress.mjs';
import { checkLimits } from './musts.mjs';
import { cpuSeconds } from './process-cost.mjs';
import { median, shown } from './stats.mjs';

/**
 * @typedef {object} Pace
 * @property {number} perSecond
 * @property {number} [p50Ms]
 * @property {number} [p99Ms]
 * @property {number} [peakMiB] peak memory
 * @property {Record<string, number>} [cpu] processor seconds of processes that have already ended
 * @typedef {Pace & { cpu: Record<string, number> }} Measured
 * @typedef {object} Side
 * @property {() => Promise<unknown>} [prepare] runs before each measurement, and is not part of it
 * @property {() => Promise<Pace>} run
 * @property {() => Promise<unknown>} [check] runs after each measurement, and is not part of it
 * @property {Readonly<Record<string, { readonly pid: number }>>} processes whose processor time is measured
 * @typedef {'pace' | 'time' | 'processor time'} RatioOf
 * @typedef {object} Result
 * @property {string} title
 * @property {number} pairs
 * @property {Measured} ours
 * @property {Measured} yardstick
 * @property {number} ratio
 * @property {number} lowest
 * @property {number} highest
 * @property {number} processorRatio
 * @property {import('./musts.mjs').Must[]} musts
 */

/**
 * Measures both sides in turns, so that a busy minute of the machine affects both; which comes first alternates. The
 * first pair is a warm-up and does not count.
 * @param {{ title: string, pairs: number, ours: Side, yardstick: Side, warmUp?: boolean, ratioOf?: RatioOf,
 *   must?: import('./musts.mjs').Limits }} comparison
 * @returns {Promise<Result>} medians; the ratio is the median of the pairs' ratios, ours to the yardstick
 */
export async function measurePairs({ title, pairs, ours, yardstick, warmUp = true, ratioOf = 'pace', must = {} }) {
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
      `${title}, ${pair === 0 ? 'warm-up' : `pair ${pair}`}: ${shown(a?.perSecond)} and ${shown(b?.perSecond)} a second`,
    );
  }
  const counted = (/** @type {Measured[]} */ all) => all.slice(warmUp ? 1 : 0);
  const compared = compare(counted(mine), counted(theirs), ratioOf);
  return { title, pairs, ...compared, musts: checkLimits(must, { ...compared, ratioOf }) };
}

/**
 * @param {readonly Measured[]} mine @param {readonly Measured[]} theirs of the same pairs
 * @param {RatioOf} ratioOf
 */
export function compare(mine, theirs, ratioOf) {
  const processorRatios = mine.map((one, pair) => processorSeconds(one) / processorSeconds(theirs[pair]));
  const ratios = mine.map(({ perSecond }, pair) => {
    const other = theirs[pair]?.perSecond ?? Number.NaN;
    if (ratioOf === 'processor time') return processorRatios[pair] ?? Number.NaN;
    return ratioOf === 'pace' ? perSecond / other : other / perSecond;
  });
  return {
    ours: medians(mine),
    yardstick: medians(theirs),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    processorRatio: median(processorRatios),
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

/** Of memory the maximum. @param {readonly Measured[]} all @returns {Measured} */
function medians(all) {
  const of = (/** @type {(one: Measured) => number | undefined} */ read) =>
    median(all.map((one) => read(one) ?? Number.NaN));
  const names = Object.keys(all[0]?.cpu ?? {});
  return {
    perSecond: of((one) => one.perSecond),
    p50Ms: of((one) => one.p50Ms),
    p99Ms: of((one) => one.p99Ms),
    peakMiB: Math.max(...all.map((one) => one.peakMiB ?? Number.NaN)),
    cpu: Object.fromEntries(names.map((name) => [name, of((one) => one.cpu[name])])),
  };
}
