import { type AppError, toAppError } from '@sluice/core';
import type { PutOptions, Storage } from '@sluice/storage';

/**
 * An upload that is fed by hand. It never rejects: once S3 has given up, what is written goes nowhere, and `finish`
 * says why.
 */
export class UploadStream {
  readonly #ended: Promise<AppError | undefined>;
  #failure: AppError | undefined;
  #chunk: Uint8Array | undefined;
  #taken: () => void = () => {};
  #complete = false;
  #wake: () => void = () => {};

  constructor(storage: Storage, key: string, options: PutOptions) {
    this.#ended = storage.putStream(key, this.#read(), options).then(
      () => undefined,
      (error: unknown) => {
        this.#failure = toAppError(error);
        this.#taken();
        return this.#failure;
      },
    );
  }

  /** Resolves when the piece was copied and may be reused, or is no longer needed. One at a time. */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.#failure || chunk.length === 0) return;
    await new Promise<void>((resolve) => {
      this.#taken = resolve;
      this.#chunk = chunk;
      this.#wake();
    });
  }

  /** Resolves when everything is in S3, or to the reason why it is not. */
  async finish(): Promise<AppError | undefined> {
    this.#complete = true;
    this.#wake();
    return this.#ended;
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#chunk;
      if (chunk) {
        this.#chunk = undefined;
        yield chunk;
        this.#taken();
      } else if (this.#complete) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
