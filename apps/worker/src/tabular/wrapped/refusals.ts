import { AppError, formatCount, isAppError } from '@sluice/core';
import type { TableLimits } from '../types.ts';

/** Contents up to this size may have any ratio: a few repeated cells pack well without being a bomb. */
export const SMALL_BYTES = 1024 * 1024;

export const archiveTooLarge = (what: string): AppError => new AppError('ARCHIVE_TOO_LARGE', `The archive ${what}.`);

/** Passes errors on that say already what is wrong. */
export function archiveCorrupt(detail: string, cause?: unknown): unknown {
  if (isAppError(cause) || (cause instanceof Error && cause.name === 'AbortError')) return cause;
  const message = `The archive is damaged (${detail}). Pack the table again, or send it unpacked.`;
  return new AppError('FILE_CORRUPT', message, cause === undefined ? {} : { cause });
}

export function checkPacked(size: number, { maxPackedBytes }: TableLimits['xlsx']): void {
  if (size <= maxPackedBytes) return;
  throw archiveTooLarge(`has ${formatCount(size)} bytes; the limit is ${formatCount(maxPackedBytes)}`);
}
