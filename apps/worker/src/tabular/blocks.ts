/** Cuts chunks of any sizes into blocks of one size, so that nothing depends on how a file happened to arrive. */
export class Blocks {
  readonly #size: number;
  /** The block that is being filled; a copy, because the caller may reuse the chunks. */
  #block: Buffer | undefined;
  #bytes = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** The blocks that are complete with this chunk; they may share its memory, so use them before it is reused. */
  push(chunk: Buffer): Buffer[] {
    const blocks: Buffer[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#bytes === 0 && chunk.length - at >= this.#size) {
        blocks.push(chunk.subarray(at, at + this.#size));
        at += this.#size;
        continue;
      }
      this.#block ??= Buffer.allocUnsafe(this.#size);
      const copied = chunk.copy(this.#block, this.#bytes, at);
      at += copied;
      this.#bytes += copied;
      if (this.#bytes === this.#size) blocks.push(this.rest());
    }
    return blocks;
  }

  /** What is left at the end. */
  rest(): Buffer {
    const block = this.#block?.subarray(0, this.#bytes) ?? Buffer.alloc(0);
    [this.#block, this.#bytes] = [undefined, 0];
    return block;
  }
}
