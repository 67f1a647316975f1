import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';

/** Blocks are written together in buffers of this size, because a call for each costs more than writing its bytes. */
const WRITE_BYTES = 256 * 1024;

/** A temporary file of blocks that are appended and read again. It is created when the blocks no longer fit in memory. */
export class BlockFile {
  readonly #path: string;
  #file: number | undefined;
  /** The bytes in the file. */
  #written = 0;
  /** Those that follow them. */
  #waiting: Buffer | undefined;
  #used = 0;

  /** `close` deletes the file, if one was created. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Returns where the block starts. */
  append(block: Uint8Array): number {
    const start = this.#written + this.#used;
    if (this.#used + block.length > WRITE_BYTES) this.#write();
    if (block.length > WRITE_BYTES) this.#writeBytes(block);
    else {
      this.#waiting ??= Buffer.allocUnsafe(WRITE_BYTES);
      this.#waiting.set(block, this.#used);
      this.#used += block.length;
    }
    return start;
  }

  /** Returns a block, which is valid until the next `append`. */
  read(start: number, length: number): Buffer {
    if (this.#waiting && start >= this.#written) {
      const at = start - this.#written;
      return this.#waiting.subarray(at, at + length);
    }
    const bytes = Buffer.allocUnsafe(length);
    readSync(this.#opened(), bytes, 0, length, start);
    return bytes;
  }

  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    unlinkSync(this.#path);
    this.#file = undefined;
  }

  #write(): void {
    if (this.#waiting) this.#writeBytes(this.#waiting.subarray(0, this.#used));
    this.#used = 0;
  }

  #writeBytes(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; )
      at += writeSync(this.#opened(), bytes, at, bytes.length - at, this.#written + at);
    this.#written += bytes.length;
  }

  #opened(): number {
    this.#file ??= openSync(this.#path, 'w+');
    return this.#file;
  }
}
