import { z } from '@hono/zod-openapi';
import { AppError } from '@sluice/core';
import type { Page, TimeCursor } from '@sluice/db';
import { pageQuery } from './openapi.ts';

/** An account as named in tokens. */
export const accountName = z.string().regex(/^[\x21-\x7e]{1,64}$/, 'expected 1 to 64 printable ASCII characters');

/** A time in a query: a date, or a date and time with an offset. */
const moment = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .transform((text) => new Date(text))
  .openapi({ type: 'string', format: 'date-time' });

/** The query of a list that is ordered by time, newest first. */
export const timeQuery = {
  ...pageQuery,
  from: moment.optional().describe('Created at or after this time.'),
  to: moment.optional().describe('Created before this time.'),
};

/** The query of a list by time that can also be read from its beginning. */
export const timeSort = {
  sort: z
    .enum(['created_at', '-created_at'])
    .default('-created_at')
    .describe('By time: `created_at` for the oldest first. No other order has an index.'),
};

/** The account a list covers. */
export const accountQuery = {
  account_id: accountName
    .optional()
    .describe('For operators: another account, or `*` for all. Default: your own account.'),
};

/** One of these, or several by repeating the parameter. */
export const several = <S extends z.ZodEnum>(one: S) =>
  z
    .union([one.transform((value) => [value]), z.array(one)])
    .optional()
    .openapi({
      type: 'array',
      items: { type: 'string', enum: one.options as string[] },
      description: 'May be repeated.',
    });

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** The query of a page for the database. @throws AppError VALIDATION_FAILED for a cursor from another list */
export function pageRequest<Q extends { limit: number; cursor?: string | undefined }>({ cursor, ...query }: Q) {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, cursorSchema);
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as { [K in keyof Omit<Q, 'cursor'>]: Exclude<Q[K], undefined> }),
    ...(after ? { cursor: { createdAt: new Date(after[0]), id: after[1] } satisfies TimeCursor } : {}),
  };
}

/** A page as the API returns it. */
export function viewPage<T extends { createdAt: Date }, V>(
  { items, hasMore }: Page<T>,
  idOf: (item: T) => string,
  view: (item: T) => V,
): { items: V[]; next_cursor: string | null } {
  const last = items.at(-1);
  const next = hasMore && last ? encodeCursor([last.createdAt.toISOString(), idOf(last)]) : null;
  return { items: items.map(view), next_cursor: next };
}

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
