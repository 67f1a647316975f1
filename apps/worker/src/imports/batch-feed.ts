import type { FieldError } from '@sluice/core';
import type { BatchSourceInput, CheckedBatch } from './batch-source.ts';

/** The source of an import's batches. */
export interface BatchFeed {
  /** The importer's columns in the batches' lines, in order. */
  readonly columns: readonly string[];
  /** The first line of the result file. */
  readonly resultHeader: string;
  /** The number after the last one used for a generated key, as of the last returned batch. */
  readonly nextKey: number;
  /** The next batch, or undefined after the last. */
  next(): Promise<CheckedBatch | undefined>;
  /** Gives back the buffer of a batch's lines or result for reuse; it must no longer be read. */
  recycle(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** The input of an import thread. */
export type ThreadInput = BatchSourceInput;

/** `next` also gives back the buffers of finished batches, for reuse. */
export type ThreadRequest =
  | { readonly type: 'next'; readonly spare: readonly ArrayBuffer[] }
  | { readonly type: 'close' };

/** Responses are in request order; the first message is `opened`, unprompted. */
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
