/** Cuts chunks of any sizes into blocks of one size, so that nothing depends on how a file happened to arrive. */
export class Blocks {
  readonly #size: number;
  #parts: Buffer[] = [];
  #bytes = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** The blocks that are complete with this chunk; they may share its memory. */
  push(chunk: Buffer): Buffer[] {
    const blocks: Buffer[] = [];
    let at = 0;
    while (this.#bytes + chunk.length - at >= this.#size) {
      const end = at + this.#size - this.#bytes;
      blocks.push(this.#joined(chunk.subarray(at, end)));
      at = end;
    }
    if (at < chunk.length) {
      // The caller may reuse the chunk.
      this.#parts.push(Buffer.from(chunk.subarray(at)));
      this.#bytes += chunk.length - at;
    }
    return blocks;
  }

  /** What is left at the end. */
  rest(): Buffer {
    return this.#joined(Buffer.alloc(0));
  }

  #joined(last: Buffer): Buffer {
    const block = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    [this.#parts, this.#bytes] = [[], 0];
    return block;
  }
}
