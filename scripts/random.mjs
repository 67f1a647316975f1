// @ts-check

/**
 * The mulberry32 generator by Tommy Ettinger: 32 bits of state, reproducible, and good enough for test data.
 * @param {number} seed
 * @returns {() => number} numbers from 0 (inclusive) to 1 (exclusive)
 */
export function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
