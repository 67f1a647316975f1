/** Keeps a few part buffers for the next part, which spares the garbage collector 8 MiB at a time. */
export class BufferPool {
  readonly #free: Buffer[] = [];
  readonly #bytes: number;
  readonly #keep: number;

  constructor(bytes: number, keep: number) {
    this.#bytes = bytes;
    this.#keep = keep;
  }

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#bytes);
  }

  /** Only a buffer that nobody reads any more. */
  give(buffer: Buffer): void {
    if (buffer.length === this.#bytes && this.#free.length < this.#keep) this.#free.push(buffer);
  }
}
