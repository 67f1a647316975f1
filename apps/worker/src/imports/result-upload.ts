import type { PutResult, Storage } from '@sluice/storage';

/** Bytes that may be buffered for S3 before the import waits. */
const MAX_WAITING = 8 * 1024 * 1024;

interface Chunk {
  readonly bytes: Uint8Array;
  readonly taken: () => void;
}

/** Streams a result file to S3 while it is written. */
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
   * Resolves when there is space for more; `taken` is called when the bytes are no longer needed. Rejects with the error of
   * the upload.
   */
  async write(bytes: Uint8Array, taken: () => void = () => {}): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.#chunks.push({ bytes, taken });
    this.#waiting += bytes.length;
    this.#wake();
    while (this.#waiting > MAX_WAITING && !this.#failure) {
      await new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
    }
    if (this.#failure) throw this.#failure;
  }

  /** Resolves when the whole file is stored. */
  async finish(): Promise<PutResult> {
    this.#ended = true;
    this.#wake();
    return this.#done;
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
