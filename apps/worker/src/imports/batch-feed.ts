import type { FieldError } from '@sluice/core';
import type { BatchSourceInput, CheckedBatch } from './batch-source.ts';

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

/** What an import thread is started with. */
export type ThreadInput = BatchSourceInput;

/** `next` brings back buffers of batches that are done with. */
export type ThreadRequest =
  | { readonly type: 'next'; readonly spare: readonly ArrayBuffer[] }
  | { readonly type: 'close' };

/** Answers come in the order of the requests; the first message is `opened`, unasked. */
export type ThreadAnswer =
  | { readonly type: 'opened'; readonly columns: readonly string[]; readonly resultHeader: string }
  | { readonly type: 'batch'; readonly checked: CheckedBatch | undefined; readonly nextKey: number }
  | {
      readonly type: 'failed';
      readonly code: string;
      readonly message: string;
      readonly fields: readonly FieldError[];
      readonly retryable: boolean;
    };
