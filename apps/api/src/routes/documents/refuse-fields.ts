import { AppError } from '@sluice/core';

/** A document has no options: whoever sends one expects something that will not happen. */
export function refuseFields(fields: ReadonlyMap<string, string>): void {
  if (fields.size === 0) return;
  throw new AppError('VALIDATION_FAILED', 'The form takes the file and nothing else.', {
    fields: [...fields.keys()].map((field) => ({ field, code: 'unrecognized_keys', message: 'is not known here' })),
  });
}
