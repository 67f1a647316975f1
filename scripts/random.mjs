// @ts-check

/**
 * Tommy Ettinger's mulberry32: 32 bits of state, good enough and reproducible.
 * @param {number} seed
 * @returns {() => number} numbers from 0 up to 1
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
