import { type AppError, toAppError } from '@sluice/core';
import type { PutOptions, Storage } from '@sluice/storage';

/** A push-based upload. It never rejects: after a failure, further data is discarded and `finish` returns the reason. */
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

  /** Resolves when the chunk has been copied or is no longer needed, so its memory can be reused. One at a time. */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.#failure || chunk.length === 0) return;
    await new Promise<void>((resolve) => {
      this.#taken = resolve;
      this.#chunk = chunk;
      this.#wake();
    });
  }

  /** Resolves when everything is in S3, or with the reason why it is not. */
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
