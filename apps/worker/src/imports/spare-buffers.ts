/** More would only be kept for nothing: two batches on their way and one waiting, each with two buffers. */
const MAX_SPARE = 8;

/**
 * Buffers that have done their work, to be written again. New ones for every batch would cost twice: their pages have to
 * be zeroed, and V8 collects the whole heap each time that they add up.
 */
export class SpareBuffers {
  #spare: ArrayBuffer[] = [];

  /** A buffer of at least `capacity` bytes; what is in it is left from before. */
  take(capacity: number): ArrayBuffer {
    const found = this.#spare.find(({ byteLength }) => byteLength >= capacity);
    this.#spare = this.#spare.filter((buffer) => buffer !== found);
    return found ?? new ArrayBuffer(capacity);
  }

  give(buffer: ArrayBuffer): void {
    if (this.#spare.length < MAX_SPARE) this.#spare.push(buffer);
  }
}
