import { createHash, type Hash } from 'node:crypto';

/** Bytes verified at a time when a chunk is read: small enough to hold in memory, large enough to hash efficiently. */
export const BLOCK_BYTES = 1024 * 1024;
/** Bytes of one SHA-256. */
export const HASH_BYTES = 32;

export interface BlockHashes {
  readonly sizeBytes: number;
  /** Hex, of all bytes. */
  readonly sha256: string;
  /** SHA-256 of every block of BLOCK_BYTES (the last may be shorter), 32 bytes each, in order. */
  readonly blockHashes: Buffer;
}

/** Hashes a stream as a whole and block by block, without keeping its bytes. */
export class BlockHasher {
  readonly #whole = createHash('sha256');
  readonly #digests: Buffer[] = [];
  #block: Hash | undefined;
  #sizeBytes = 0;

  update(chunk: Uint8Array): void {
    this.#whole.update(chunk);
    for (let offset = 0; offset < chunk.length; ) {
      const piece = chunk.subarray(offset, offset + BLOCK_BYTES - (this.#sizeBytes % BLOCK_BYTES));
      this.#block ??= createHash('sha256');
      this.#block.update(piece);
      this.#sizeBytes += piece.length;
      offset += piece.length;
      if (this.#sizeBytes % BLOCK_BYTES === 0) this.#endBlock();
    }
  }

  /** Call once, after the last byte. */
  finish(): BlockHashes {
    this.#endBlock();
    const { length } = this.#digests;
    return {
      sizeBytes: this.#sizeBytes,
      sha256: this.#whole.digest('hex'),
      blockHashes: Buffer.concat(this.#digests, length * HASH_BYTES),
    };
  }

  #endBlock(): void {
    if (this.#block) this.#digests.push(this.#block.digest());
    this.#block = undefined;
  }
}
