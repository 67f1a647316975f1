import { z } from '@hono/zod-openapi';
import type { TableColumn } from '@sluice/core';
import type { RowPosition } from '@sluice/db/targets';
import { decodeCursor, encodeCursor } from '../../lists.ts';
import { canHave } from './values.ts';

/** After a key, in the order of the list; other positions name their side. */
export const encodePosition = ({ key, back, including }: RowPosition): string =>
  encodeCursor(back || including ? { key, back, including } : key);

/** @throws AppError VALIDATION_FAILED for what is not a position in a list by these columns */
export function decodePosition(cursor: string, places: readonly TableColumn[]): RowPosition {
  const key = z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .length(places.length)
    .refine((values) => places.every((place, at) => canHave(place, values[at] ?? '')));
  const after = key.transform((values) => ({ key: values, back: false, including: false }));
  return decodeCursor(cursor, z.union([after, z.strictObject({ key, back: z.boolean(), including: z.boolean() })]));
}
