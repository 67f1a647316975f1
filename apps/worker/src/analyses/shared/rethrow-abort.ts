import { AppError, isAppError } from '@sluice/core';

/** Rethrows errors that end the whole analysis; any other error only fails its step. */
export function rethrowAbort(error: unknown, signal: AbortSignal): void {
  signal.throwIfAborted();
  if (isAppError(error) && error.code.startsWith('JOB_')) throw error;
}

/** Why a step failed, for people. */
export function failureReason(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] || 'unknown error';
}
