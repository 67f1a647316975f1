import { AppError, type ErrorCode, errorCodes } from '@sluice/core';
import type { Document } from '@sluice/db/documents';
import { statusOf } from '../problem.ts';

const REASON = /^([A-Z][A-Z_]+)(?:: (.*))?$/s;
const codes: ReadonlySet<string> = new Set(errorCodes);

/** The reason of a failed upload as an error for the client; server errors become INVALID_STATE. */
export function failureError({ failureReason }: Pick<Document, 'failureReason'>): AppError {
  const [, code = '', message] = REASON.exec(failureReason ?? '') ?? [];
  const reason = message || failureReason || 'unknown reason';
  if (!codes.has(code)) return new AppError('INVALID_STATE', `The upload failed: ${reason}`);
  const error = new AppError(code as ErrorCode, reason);
  if (statusOf(error) < 500 && statusOf(error) !== 404) return error;
  return new AppError('INVALID_STATE', `The upload failed (${code}). Request it again.`);
}
