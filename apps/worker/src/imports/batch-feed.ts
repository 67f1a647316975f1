import type { CheckedBatch } from './batch-source.ts';

/** Where an import's batches come from. */
export interface BatchFeed {
  /** The importer's columns that the batches' lines carry, in order. */
  readonly columns: readonly string[];
  /** The first line of the result file. */
  readonly resultHeader: string;
  /** The number after the last one used for a made key, as of the last batch answered. */
  readonly nextKey: number;
  /** The next batch, or undefined after the last. */
  next(): Promise<CheckedBatch | undefined>;
  /** Returns the buffer of a batch's lines or result for reuse; it must no longer be read. */
  recycle(bytes: Uint8Array): void;
  close(): Promise<void>;
}
