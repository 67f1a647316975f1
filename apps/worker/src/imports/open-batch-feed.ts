import { stat } from 'node:fs/promises';
import type { BatchFeed } from './batch-feed.ts';
import { BatchSource, type BatchSourceInput, type CheckedBatch } from './batch-source.ts';
import { ImportThread } from './thread-client.ts';

/** Smaller files are checked on the calling thread, because starting one would take longer. */
const SMALL_FILE_BYTES = 128 * 1024;

/** @throws AppError if the file or its header is unusable. */
export async function openBatchFeed(input: BatchSourceInput): Promise<BatchFeed> {
  const { size } = await stat(input.path);
  return size <= SMALL_FILE_BYTES ? new SmallFileFeed(new BatchSource(input)) : ImportThread.open(input);
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

  get nextKey(): number {
    return this.#source.nextKey;
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
