import type { AppError, Logger } from '@sluice/core';
import { databaseError } from '@sluice/db';
import type { UploadOutcome } from '@sluice/db/downloads';

export interface Redelivery {
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** The outcome of a delivery, to be settled on its row. */
export type Redelivered =
  | (UploadOutcome & { readonly uploaded: true })
  | (UploadOutcome & { readonly uploaded: false; readonly error: AppError });

/** @throws the signal's reason, which says nothing about the delivery */
export function failedDelivery(thrown: unknown, signal: AbortSignal): Redelivered & { readonly uploaded: false } {
  signal.throwIfAborted();
  const error = databaseError(thrown);
  const { code, message } = error;
  return { uploaded: false, code, message, error };
}
