import type { Decision, PlainError, Warning } from '@sluice/core';
import type { ImportBatch } from '@sluice/db/imports';
import type { CellPlaces } from './as-in-file.ts';
import type { BatchSourceInput, CheckedBatch } from './batch-input.ts';

/** The source of an import's batches. */
export interface BatchFeed {
  /** The importer's columns in the batches' lines, in order. */
  readonly columns: readonly string[];
  /** The first line of the result file. */
  readonly resultHeader: string;
  /** Where the cells of the fields are in the other lines of the result file, after those of Sluice. */
  readonly places: CellPlaces;
  /** See `BatchSource.highestGiven`; as of the last returned batch. */
  readonly highestGiven: number;
  /** See `BatchSource.warnings`; empty until `next` has returned undefined. */
  readonly warnings: readonly Warning[];
  /** See `BatchSource.decisions`; like the warnings. */
  readonly decisions: readonly Decision[];
  /** The next batch, or undefined after the last. */
  next(): Promise<CheckedBatch | undefined>;
  /** Gives back the buffer of a batch's lines or result for reuse; it must no longer be read. */
  recycle(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** Gives back the buffers of a batch that has been written. */
export function recycleLines(feed: BatchFeed, { lines, generated }: ImportBatch): void {
  for (const bytes of [...lines, ...(generated?.lines ?? [])]) feed.recycle(bytes);
}

/**
 * `open` is for a thread without a file, and `close` leaves it without one. `next` also gives back the buffers of finished
 * batches, for reuse. `reserved` is the response to `reserve`.
 */
export type ThreadRequest =
  | {
      readonly type: 'open';
      readonly source: BatchSourceInput;
      /** Whether the thread may ask for numbers: see `BatchSource`. */
      readonly generatesKeys: boolean;
    }
  | { readonly type: 'next'; readonly spare: readonly ArrayBuffer[] }
  | { readonly type: 'reserved'; readonly first: number }
  | { readonly type: 'close' };

/** Responses are in request order. `reserve` may come before a `batch`. */
export type ThreadAnswer =
  | {
      readonly type: 'opened';
      readonly columns: readonly string[];
      readonly resultHeader: string;
      readonly places: CellPlaces;
    }
  | { readonly type: 'reserve'; readonly count: number; readonly from: number }
  | { readonly type: 'batch'; readonly checked: CheckedBatch; readonly highestGiven: number }
  | {
      readonly type: 'end';
      readonly warnings: readonly Warning[];
      readonly decisions: readonly Decision[];
      readonly highestGiven: number;
    }
  | { readonly type: 'closed' }
  | { readonly type: 'failed'; readonly error: PlainError };
