// @ts-check
import { createHash } from 'node:crypto';
import { mulberry32 } from '../scripts/random.mjs';

/** Pseudorandom choices, the same for the same seed. */
export class Random {
  /** @param {number} seed */
  constructor(seed) {
    this.seed = seed;
    this.next = mulberry32(seed);
  }

  /** An independent generator, so that the choices of one part do not depend on how fast another runs. @param {string} name */
  fork(name) {
    return new Random(createHash('sha256').update(`${this.seed} ${name}`).digest().readUInt32LE(0));
  }

  /** A whole number from `low` to `high`, both inclusive. @param {number} low @param {number} high */
  int(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** @param {number} share */
  chance(share) {
    return this.next() < share;
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return /** @type {T} */ (list[this.int(0, list.length - 1)]);
  }

  /** One of the names, by its weight. @template {string} T @param {Readonly<Record<T, number>>} weights @returns {T} */
  weighted(weights) {
    const all = /** @type {[T, number][]} */ (Object.entries(weights));
    let left = this.next() * all.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of all) {
      left -= weight;
      if (left < 0) return name;
    }
    return /** @type {[T, number]} */ (all.at(-1))[0];
  }

  /** @template T @param {readonly T[]} list @returns {T[]} */
  shuffle(list) {
    return list
      .map((item) => ({ item, at: this.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
}
