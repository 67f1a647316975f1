import { AppError } from '@sluice/core';

/** A document has no options, so a caller who sends one expects something that would not happen. */
export function refuseFields(fields: ReadonlyMap<string, string>): void {
  if (fields.size === 0) return;
  throw new AppError('VALIDATION_FAILED', 'The form takes only the field "file".', {
    fields: [...fields.keys()].map((field) => ({ field, code: 'unrecognized_keys', message: 'is not a known field' })),
  });
}
