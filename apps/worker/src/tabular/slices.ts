/** Bytes of one slice. */
const SLICE_BYTES = 16 * 1024;
/** Slices kept between the head and the end; half of them are dropped when there would be more. */
const MOST_SLICES = 8;

interface Slice {
  readonly bytes: Buffer;
  length: number;
}

/** Keeps slices from all over a text that passes once, in order, in chunks of any sizes, and its end, in constant memory. */
export class Slices {
  #slices: Slice[] = [];
  #every = 4 * SLICE_BYTES;
  #next = this.#every;
  #offset = 0;
  readonly #tail = Buffer.alloc(SLICE_BYTES);

  push(chunk: Buffer): void {
    this.#fill(chunk);
    const end = this.#offset + chunk.length;
    while (this.#next < end) {
      this.#start();
      this.#fill(chunk.subarray(this.#next - this.#offset));
      this.#next += this.#every;
    }
    const last = chunk.subarray(-SLICE_BYTES);
    this.#tail.copyWithin(0, last.length);
    last.copy(this.#tail, SLICE_BYTES - last.length);
    this.#offset = end;
  }

  #start(): void {
    this.#slices.push({ bytes: Buffer.allocUnsafe(SLICE_BYTES), length: 0 });
    if (this.#slices.length <= MOST_SLICES) return;
    this.#every *= 2;
    this.#slices = this.#slices.filter((_, index) => index % 2 === 1);
  }

  /** Continues the last slice, unless it is complete. */
  #fill(bytes: Buffer): void {
    const slice = this.#slices.at(-1);
    if (slice !== undefined) slice.length += bytes.copy(slice.bytes, slice.length);
  }

  /** The slices in file order, the end of the file last. */
  list(): Buffer[] {
    const slices = this.#slices.map(({ bytes, length }) => bytes.subarray(0, length));
    return [...slices, this.#tail.subarray(Math.max(SLICE_BYTES - this.#offset, 0))];
  }
}
