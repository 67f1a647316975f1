export interface Block {
  /** Valid until the next block, which may use the same memory. */
  readonly bytes: Buffer;
  /** The same bytes as they arrived, in parts of one or more chunks. */
  readonly parts: readonly Buffer[];
}

/**
 * Cuts chunks of any sizes into blocks of fixed sizes, so that nothing depends on how a file happened to arrive. Blocks that
 * span chunks are joined in one buffer, again and again, because copying into fresh memory takes several times as long.
 */
export class Blocks {
  #size: number;
  readonly #nextSize: number;
  readonly #buffer: Buffer;
  #bytes = 0;
  #parts: Buffer[] = [];

  /** The sizes of the first block, and of the others, which must not be larger. */
  constructor(first: number, others: number) {
    this.#size = first;
    this.#nextSize = others;
    this.#buffer = Buffer.allocUnsafe(first);
  }

  /** The blocks that are complete with this chunk. */
  *push(chunk: Buffer): Generator<Block> {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + this.#size - this.#bytes);
      at += part.length;
      if (part.length < this.#size) part.copy(this.#buffer, this.#bytes);
      this.#bytes += part.length;
      this.#parts.push(part);
      if (this.#bytes === this.#size) yield this.rest();
    }
  }

  /** What is left at the end. */
  rest(): Block {
    const parts = this.#parts;
    const isPart = parts[0]?.length === this.#size;
    const bytes = isPart ? (parts[0] as Buffer) : this.#buffer.subarray(0, this.#bytes);
    [this.#size, this.#bytes, this.#parts] = [this.#nextSize, 0, []];
    return { bytes, parts };
  }
}
