import { AppError, type ErrorCode, errorCodes } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import { statusOf } from '../problem.ts';

const REASON = /^([A-Z][A-Z_]+)(?:: (.*))?$/s;
const codes: ReadonlySet<string> = new Set(errorCodes);

/** What a failed upload failed with, as the error that says so to a client: never one that blames the request for us. */
export function failureError({ failureReason }: Pick<Document, 'failureReason'>): AppError {
  const [, code = '', message] = REASON.exec(failureReason ?? '') ?? [];
  const told = message || failureReason || 'no reason is known';
  if (!codes.has(code)) return new AppError('INVALID_STATE', `The upload has failed: ${told}`);
  const error = new AppError(code as ErrorCode, told);
  if (statusOf(error) < 500 && statusOf(error) !== 404) return error;
  return new AppError('INVALID_STATE', `The upload has failed (${code}); request it again.`);
}
