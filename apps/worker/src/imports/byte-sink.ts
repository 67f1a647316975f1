/** UTF-8 needs at most three bytes for one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;
/** UTF-16 units encoded per call: calls have a fixed cost, and long strings stay in memory longer. */
const PIECE = 8 * 1024;

/** Collects text as UTF-8 in one growing buffer. */
export class ByteSink {
  readonly #spare: SpareBuffers;
  #bytes: Buffer<ArrayBuffer>;
  #used = 0;
  /** Text that is not encoded yet. */
  #text = '';
  #encodedUnits = 0;

  /** `capacity`, in bytes, is an estimate. */
  constructor(capacity: number, spare: SpareBuffers) {
    this.#spare = spare;
    this.#bytes = Buffer.from(spare.take(capacity));
  }

  /** UTF-16 units written so far. */
  get units(): number {
    return this.#encodedUnits + this.#text.length;
  }

  write(text: string): void {
    this.#text += text;
    if (this.#text.length >= PIECE) this.#encode();
  }

  /** The bytes without copying; their buffer is not shared and can be transferred to another thread. Ends the sink. */
  finish(): Uint8Array {
    this.#encode();
    return new Uint8Array(this.#bytes.buffer, 0, this.#used);
  }

  #encode(): void {
    const needed = this.#used + this.#text.length * MAX_BYTES_PER_UNIT;
    if (needed > this.#bytes.length) this.#grow(needed);
    this.#used += this.#bytes.write(this.#text, this.#used);
    this.#encodedUnits += this.#text.length;
    this.#text = '';
  }

  #grow(needed: number): void {
    const larger = Buffer.from(this.#spare.take(Math.max(needed, this.#bytes.length * 2)));
    larger.set(this.#bytes.subarray(0, this.#used));
    this.#spare.give(this.#bytes.buffer);
    this.#bytes = larger;
  }
}

/** Enough for two batches in flight and one waiting, each with up to three buffers. */
const MAX_SPARE = 9;

/**
 * A pool of reusable buffers. New ones for every batch would cost twice: their pages must be zeroed, and as their sizes add
 * up, V8 collects the whole heap.
 */
export class SpareBuffers {
  #spare: ArrayBuffer[] = [];

  /** A buffer of at least `capacity` bytes, with arbitrary contents. */
  take(capacity: number): ArrayBuffer {
    const found = this.#spare.find(({ byteLength }) => byteLength >= capacity);
    this.#spare = this.#spare.filter((buffer) => buffer !== found);
    return found ?? new ArrayBuffer(capacity);
  }

  give(buffer: ArrayBuffer): void {
    if (this.#spare.length < MAX_SPARE) this.#spare.push(buffer);
  }
}
