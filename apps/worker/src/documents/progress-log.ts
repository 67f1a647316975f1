import type { Logger } from '@sluice/core';

const INTERVAL_MS = 10_000;

/** Logs the progress of a long read. */
export class ProgressLog {
  readonly #logger: Logger;
  readonly #totalBytes: number;
  #bytes = 0;
  #saidAt = Date.now();

  constructor(logger: Logger, totalBytes: number) {
    this.#logger = logger;
    this.#totalBytes = totalBytes;
  }

  read(bytes: number): void {
    this.#bytes += bytes;
    if (Date.now() - this.#saidAt < INTERVAL_MS) return;
    this.#saidAt = Date.now();
    const percent = Math.min(100, Math.floor((100 * this.#bytes) / Math.max(1, this.#totalBytes)));
    this.#logger.info({ bytes: this.#bytes, percent }, 'verifying');
  }
}
