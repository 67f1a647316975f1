import { type AppError, isAppError } from '@sluice/core';
import type { PutResult, Storage } from '@sluice/storage';

/** Bytes that may be buffered for S3 before the import waits. */
const MAX_WAITING = 8 * 1024 * 1024;

interface Chunk {
  readonly bytes: Uint8Array;
  readonly taken: () => void;
}

/** S3 does not take the file now; it can be made again later. */
const isStorageFailure = (error: unknown): error is AppError =>
  isAppError(error) && (error.code === 'STORAGE_UNAVAILABLE' || error.code === 'STORAGE_REFUSED');

/** Streams a result file to S3 while it is written. If S3 fails, the rest is discarded and `finish` returns the reason. */
export class ResultUpload {
  readonly #chunks: Chunk[] = [];
  readonly #done: Promise<PutResult>;
  #waiting = 0;
  #ended = false;
  #wake: () => void = () => {};
  #drained: () => void = () => {};
  #failure: unknown;

  constructor(storage: Storage, key: string, signal: AbortSignal) {
    this.#done = storage.putStream(key, this.#read(), { contentType: 'text/csv; charset=utf-8', signal });
    this.#done.catch((error) => {
      this.#failure = error;
      this.#drained();
    });
  }

  /**
   * Resolves when there is space for more; `taken` is called when the bytes are no longer needed. Rejects with the signal's
   * reason.
   */
  async write(bytes: Uint8Array, taken: () => void = () => {}): Promise<void> {
    if (this.#hasFailed()) return taken();
    this.#chunks.push({ bytes, taken });
    this.#waiting += bytes.length;
    this.#wake();
    while (this.#waiting > MAX_WAITING && !this.#failure) {
      await new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
    }
    this.#hasFailed();
  }

  #hasFailed(): boolean {
    if (this.#failure && !isStorageFailure(this.#failure)) throw this.#failure;
    return this.#failure !== undefined;
  }

  /** Resolves when the whole file is stored, or with the reason why S3 did not take it. */
  async finish(): Promise<PutResult | AppError> {
    this.#ended = true;
    this.#wake();
    return this.#done.catch((error) => {
      if (isStorageFailure(error)) return error;
      throw error;
    });
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk) {
        this.#waiting -= chunk.bytes.length;
        this.#drained();
        // A request for the next chunk means that this one was copied.
        yield chunk.bytes;
        chunk.taken();
      } else if (this.#ended) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
