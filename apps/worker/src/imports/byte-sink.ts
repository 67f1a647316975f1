/** UTF-8 needs at most three bytes for one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;

/** Gathers text as UTF-8 in one growing buffer. Text becomes bytes at once, so that no string outlives its row. */
export class ByteSink {
  #bytes: Buffer<ArrayBuffer>;
  #used = 0;

  constructor(capacity: number) {
    this.#bytes = own(capacity);
  }

  /** Bytes written so far: where the next text will begin. */
  get length(): number {
    return this.#used;
  }

  write(text: string): void {
    const needed = this.#used + text.length * MAX_BYTES_PER_UNIT;
    if (needed > this.#bytes.length) this.#grow(needed);
    this.#used += this.#bytes.write(text, this.#used);
  }

  /** The bytes, not copied: their buffer is theirs alone and may be handed to another thread. Ends the sink. */
  finish(): Uint8Array {
    return new Uint8Array(this.#bytes.buffer, 0, this.#used);
  }

  #grow(needed: number): void {
    const larger = own(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = larger;
  }
}

/** A buffer outside of Node's shared pool, whose pages cost nothing before they are written. */
const own = (capacity: number): Buffer<ArrayBuffer> => Buffer.from(new ArrayBuffer(capacity));
