import { AppError } from '@sluice/core';
import type { z } from 'zod';

/** Where a page ended, as text that a client hands back without looking into it. */
export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');

/** @throws AppError VALIDATION_FAILED for text that `encodeCursor` has not made for this list */
export function decodeCursor<S extends z.ZodType>(cursor: string, schema: S): z.output<S> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    const message = 'is not a cursor of this list';
    throw new AppError('VALIDATION_FAILED', 'The cursor cannot be used.', {
      fields: [{ field: 'cursor', code: 'invalid', message }],
      cause,
    });
  }
}
