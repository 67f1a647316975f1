import type { BufferPool } from './buffer-pool.ts';

const FIRST_BYTES = 64 * 1024;
/** Above this size a part takes a full buffer: further doubling would only create garbage. */
const GROWN_BYTES = 1024 * 1024;

/** A part being filled. It grows by doubling at first, so that a small body needs little memory. */
export class Part {
  readonly #pool: BufferPool;
  #buffer: Buffer;
  #length = 0;

  /** `small` for the first part of a body of unknown length. */
  constructor(pool: BufferPool, small: boolean) {
    this.#pool = pool;
    this.#buffer = small ? Buffer.allocUnsafeSlow(Math.min(FIRST_BYTES, pool.bufferBytes)) : pool.take();
  }

  get full(): boolean {
    return this.#length === this.#pool.bufferBytes;
  }

  /** The bytes so far; valid until `release`. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Copies as much of `chunk` from `offset` as fits; returns the number of bytes. */
  write(chunk: Uint8Array, offset: number): number {
    const count = Math.min(chunk.length - offset, this.#pool.bufferBytes - this.#length);
    if (this.#length + count > this.#buffer.length) this.#grow(this.#length + count);
    this.#buffer.set(chunk.subarray(offset, offset + count), this.#length);
    this.#length += count;
    return count;
  }

  #grow(needed: number): void {
    const wanted = Math.max(this.#buffer.length * 2, needed);
    const fits = wanted <= GROWN_BYTES && wanted < this.#pool.bufferBytes;
    const grown = fits ? Buffer.allocUnsafeSlow(wanted) : this.#pool.take();
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }

  /** Returns the buffer to the pool. Only once nothing reads it: never after a failed request. */
  release(): void {
    this.#pool.give(this.#buffer);
  }
}
