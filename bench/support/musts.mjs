// @ts-check
/**
 * What is required of a measurement, and whether it is met.
 * @typedef {{ text: string, met: boolean }} Must
 * @typedef {object} Limits
 * @property {number | undefined} [ratio] at most this if it compares times, at least this if it compares paces
 * @property {number | undefined} [perSecond] at least
 * @property {number | undefined} [p99Ms] at most
 * @property {number | undefined} [peakMiB] at most
 */

/** @param {number} value @param {number} limit @param {string} [unit] @param {string} [of] what is limited @returns {Must} */
export const atMost = (value, limit, unit = '', of = '') => ({ text: `${of}<= ${limit}${unit}`, met: value <= limit });

/** @param {number} value @param {number} limit @param {string} [unit] @param {string} [of] @returns {Must} */
export const atLeast = (value, limit, unit = '', of = '') => ({ text: `${of}>= ${limit}${unit}`, met: value >= limit });

/**
 * @param {Limits} limits
 * @param {{ ratio: number, ratioOf: string, ours: import('./pairs.mjs').Pace }} measured
 * @returns {Must[]}
 */
export function checkLimits(limits, { ratio, ratioOf, ours }) {
  const { perSecond, p99Ms = Number.NaN, peakMiB = Number.NaN } = ours;
  const musts = [];
  if (limits.ratio !== undefined) musts.push((ratioOf === 'pace' ? atLeast : atMost)(ratio, limits.ratio));
  if (limits.perSecond !== undefined) musts.push(atLeast(perSecond, limits.perSecond, '/s'));
  if (limits.p99Ms !== undefined) musts.push(atMost(p99Ms, limits.p99Ms, ' ms', 'p99 '));
  if (limits.peakMiB !== undefined) musts.push(atMost(peakMiB, limits.peakMiB, ' MiB'));
  return musts;
}
