import type { FieldError } from '@sluice/core';
import type { BatchSourceInput, CheckedBatch } from './batch-source.ts';

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
