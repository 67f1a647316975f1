import { stat } from 'node:fs/promises';
import type { Decision, Warning } from '@sluice/core';
import type { CellPlaces } from './as-in-file.ts';
import type { BatchFeed } from './batch-feed.ts';
import type { BatchSourceInput, CheckedBatch } from './batch-input.ts';
import { BatchSource } from './batch-source.ts';
import type { ReserveNumbers } from './generated-keys.ts';
import { ImportThread } from './thread-client.ts';

/** Smaller files are checked on the calling thread, because starting one would take longer. */
const SMALL_FILE_BYTES = 128 * 1024;

/**
 * Without `reserve`, rows get no generated keys: nothing will be written.
 * @throws AppError if the file or its header is unusable
 */
export async function openBatchFeed(input: BatchSourceInput, reserve: ReserveNumbers | undefined): Promise<BatchFeed> {
  const { size } = await stat(input.path);
  if (size > SMALL_FILE_BYTES) return ImportThread.open(input, reserve);
  return new SmallFileFeed(new BatchSource(input, reserve));
}

class SmallFileFeed implements BatchFeed {
  readonly #source: BatchSource;

  constructor(source: BatchSource) {
    this.#source = source;
  }

  get columns(): readonly string[] {
    return this.#source.columns;
  }

  get resultHeader(): string {
    return this.#source.resultHeader;
  }

  get places(): CellPlaces {
    return this.#source.places;
  }

  get highestGiven(): number {
    return this.#source.highestGiven;
  }

  get warnings(): readonly Warning[] {
    return this.#source.warnings;
  }

  get decisions(): readonly Decision[] {
    return this.#source.decisions;
  }

  async next(): Promise<CheckedBatch | undefined> {
    return this.#source.next();
  }

  recycle(bytes: Uint8Array): void {
    this.#source.recycle(bytes.buffer as ArrayBuffer);
  }

  async close(): Promise<void> {
    this.#source.close();
  }
}
