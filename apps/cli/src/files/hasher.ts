import { createHash, type Hash } from 'node:crypto';
import type { ContentHashes } from '@sluice/client';

/** SHA-256 of a stream and of the chunks it will be split into. */
export class Hasher {
  readonly #whole = createHash('sha256');
  readonly #chunkSizes: readonly number[];
  readonly #chunkHashes: string[] = [];
  #chunk: Hash | undefined;
  #left = 0;
  doneBytes = 0;

  constructor(chunkSizes: readonly number[] = []) {
    this.#chunkSizes = chunkSizes;
  }

  update(bytes: Uint8Array): void {
    this.#whole.update(bytes);
    this.doneBytes += bytes.byteLength;
    if (this.#chunkSizes.length === 0) return;
    for (let rest = bytes; rest.byteLength > 0; ) {
      if (!this.#chunk) {
        this.#chunk = createHash('sha256');
        this.#left = this.#chunkSizes[this.#chunkHashes.length] ?? Infinity;
      }
      const part = rest.subarray(0, this.#left);
      this.#chunk.update(part);
      this.#left -= part.byteLength;
      rest = rest.subarray(part.byteLength);
      if (this.#left === 0) this.#endChunk();
    }
  }

  digest(): ContentHashes {
    const sha256 = this.#whole.digest('hex');
    return this.#chunkSizes.length === 0 ? { sha256 } : { sha256, chunkHashes: this.#chunkHashes };
  }

  #endChunk(): void {
    if (this.#chunk) this.#chunkHashes.push(this.#chunk.digest('hex'));
    this.#chunk = undefined;
  }
}
