import { AppError } from '@sluice/core';
import type { z } from 'zod';

/** An opaque cursor that marks where a page ended. */
export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');

/** @throws AppError VALIDATION_FAILED for text that `encodeCursor` did not create for this list */
export function decodeCursor<S extends z.ZodType>(cursor: string, schema: S): z.output<S> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    const message = 'is not a cursor from this list';
    throw new AppError('VALIDATION_FAILED', 'The cursor is invalid. Use `next_cursor` from the previous page.', {
      fields: [{ field: 'cursor', code: 'invalid', message }],
      cause,
    });
  }
}
