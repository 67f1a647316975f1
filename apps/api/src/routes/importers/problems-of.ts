import { AppError, counted, type FieldError } from '@sluice/core';

/** The answer to a definition with problems. */
export const problemsOf = (fields: readonly FieldError[]): AppError =>
  new AppError('VALIDATION_FAILED', `The definition has ${counted(fields.length, 'problem')}; see \`fields\`.`, {
    fields,
  });
