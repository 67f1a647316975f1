import type { FieldError } from '@sluice/core';
import type { ImportBatch, RejectRow } from '@sluice/db';
import type { BatchSourceInput } from './batch-source.ts';

/** What an import thread is started with. */
export type ThreadInput = BatchSourceInput;

export type ThreadRequest =
  | { readonly type: 'next' }
  | { readonly type: 'settle'; readonly batchNo: number; readonly conflicts: readonly RejectRow[] }
  | { readonly type: 'close' };

/** Answers come in the order of the requests; the first message is `opened`, unasked. */
export type ThreadAnswer =
  | { readonly type: 'opened'; readonly columns: readonly string[]; readonly resultHeader: Uint8Array }
  | { readonly type: 'batch'; readonly batch: ImportBatch | undefined; readonly nextKey: number }
  | { readonly type: 'settled'; readonly result: Uint8Array }
  | {
      readonly type: 'failed';
      readonly code: string;
      readonly message: string;
      readonly fields: readonly FieldError[];
      readonly retryable: boolean;
    };
