import type { BufferPool } from './buffer-pool.ts';

const FIRST_BYTES = 64 * 1024;

/** One part being filled. The first of an upload grows by doubling, so that a small body costs little memory. */
export class Part {
  #buffer: Buffer;
  #length = 0;
  readonly #limit: number;

  private constructor(buffer: Buffer, limit: number) {
    this.#buffer = buffer;
    this.#limit = limit;
  }

  static growing(limit: number): Part {
    return new Part(Buffer.allocUnsafeSlow(Math.min(FIRST_BYTES, limit)), limit);
  }

  static pooled(pool: BufferPool): Part {
    const buffer = pool.take();
    return new Part(buffer, buffer.length);
  }

  get full(): boolean {
    return this.#length === this.#limit;
  }

  /** The bytes so far; valid until the buffer is given back. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  get buffer(): Buffer {
    return this.#buffer;
  }

  /** Copies as much of `chunk` from `offset` as fits; answers how many bytes that were. */
  write(chunk: Uint8Array, offset: number): number {
    const count = Math.min(chunk.length - offset, this.#limit - this.#length);
    if (this.#length + count > this.#buffer.length) {
      const grown = Buffer.allocUnsafeSlow(
        Math.min(this.#limit, Math.max(this.#buffer.length * 2, this.#length + count)),
      );
      this.#buffer.copy(grown, 0, 0, this.#length);
      this.#buffer = grown;
    }
    this.#buffer.set(chunk.subarray(offset, offset + count), this.#length);
    this.#length += count;
    return count;
  }
}
