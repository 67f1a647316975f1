import { expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './lists.ts';

const position = z.tuple([z.number().int(), z.string()]);

it('decodes a cursor that it encoded', () => {
  for (const text of ['', 'ASSET-0001', 'Zürich/日本語 🎉', '"\\\u0000']) {
    const cursor = encodeCursor([7, text]);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor, position)).toEqual([7, text]);
  }
});

it.each(['', 'nonsense', '%%%', encodeCursor('another list'), encodeCursor([1]), encodeCursor({ a: 1 })])(
  'refuses the cursor %j with a field error',
  (cursor) => {
    expect(() => decodeCursor(cursor, position)).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        fields: [expect.objectContaining({ field: 'cursor' })],
      }),
    );
  },
);
