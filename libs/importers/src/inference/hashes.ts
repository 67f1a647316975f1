import { isPlainKey, withoutInvisible } from '../characters.ts';

/** What texts have in common that a database may take for equal: case, accents, forms of Unicode. */
export function folded(text: string): string {
  if (isPlainKey(text)) return text.toLowerCase();
  // Upper case first, which makes SS of ß.
  return withoutInvisible(text).normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
}

/** 53 bits of a text (cyrb53 by bryc, public domain). */
function hashOf(text: string): number {
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 2_654_435_761);
    high = Math.imul(high ^ unit, 1_597_334_677);
  }
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & high) + (low >>> 0);
}

/** The values of one column as numbers of 8 bytes, by row, to find those that are there twice. */
export class Hashes {
  #values = new Float64Array(256);
  #count = 0;

  push(text: string): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(2 * this.#count);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = text === '' ? 0 : hashOf(folded(text));
  }

  /** How many rows have a value that an earlier row has. */
  get repeated(): number {
    return repeatedIn(this.#values.slice(0, this.#count));
  }

  /** The same for the values of two columns together. */
  repeatedWith(other: Hashes): number {
    const pairs = this.#values.slice(0, this.#count);
    for (let row = 0; row < pairs.length; row++) pairs[row] = joined(pairs[row] ?? 0, other.#values[row] ?? 0);
    return repeatedIn(pairs);
  }
}

const SECOND = 2_654_435_761;

/** One number for two, of which 53 bits are kept. */
function joined(a: number, b: number): number {
  const low = (a ^ Math.imul(b, SECOND)) >>> 0;
  const high = ((a / 4_294_967_296) ^ Math.imul(b / 4_294_967_296, SECOND) ^ Math.imul(b, 97)) & 2_097_151;
  return 4_294_967_296 * high + low;
}

function repeatedIn(values: Float64Array): number {
  values.sort();
  let repeated = 0;
  for (let at = 1; at < values.length; at++) if (values[at] === values[at - 1]) repeated++;
  return repeated;
}
