/** Bytes of one slice. */
const SLICE_BYTES = 16 * 1024;
/** Slices kept between the head and the end; half of them are dropped when there would be more. */
const MOST_SLICES = 8;

/** Keeps slices from all over a text that passes once, in order, and the last bytes, in constant memory. */
export class Slices {
  #slices: Buffer[] = [];
  #every = 4 * SLICE_BYTES;
  #next = this.#every;
  #offset = 0;
  readonly #tail = Buffer.alloc(SLICE_BYTES);

  push(chunk: Buffer): void {
    const end = this.#offset + chunk.length;
    while (this.#next < end) {
      const from = Math.max(0, this.#next - this.#offset);
      this.#keep(chunk.subarray(from, from + SLICE_BYTES));
      this.#next += this.#every;
    }
    const last = chunk.subarray(-SLICE_BYTES);
    this.#tail.copyWithin(0, last.length);
    last.copy(this.#tail, SLICE_BYTES - last.length);
    this.#offset = end;
  }

  #keep(bytes: Buffer): void {
    this.#slices.push(Buffer.from(bytes));
    if (this.#slices.length <= MOST_SLICES) return;
    this.#every *= 2;
    this.#slices = this.#slices.filter((_, index) => index % 2 === 1);
  }

  /** The slices in file order, the end of the file last. */
  list(): Buffer[] {
    return [...this.#slices, this.#tail.subarray(Math.max(SLICE_BYTES - this.#offset, 0))];
  }
}
