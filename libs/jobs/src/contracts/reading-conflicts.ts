import type { z } from 'zod';
import type { ReadingOptions } from './reading-options.ts';

type Given = Partial<ReadingOptions> & { readonly header?: unknown };

/** Options that exclude each other, each with the one to change. */
const conflicts: readonly { readonly field: string; readonly message: string; at(given: Given): boolean }[] = [
  {
    field: 'header',
    message: 'says that there is no header, but a header row is set. Leave out one of them.',
    at: ({ header, header_row: row }) => header === false && typeof row === 'number',
  },
  {
    field: 'header_rows',
    message: 'joins several header rows, but the file is read without a header. Leave out one of them.',
    at: ({ header, header_row: row, header_rows: rows = 1 }) => rows > 1 && (row === 'none' || header === false),
  },
  {
    field: 'header_row',
    message: 'is one of the skipped rows. Both are counted from the first row of the file; change one of them.',
    at: ({ header_row: row, skip_rows: skipped = 0 }) => typeof row === 'number' && row <= skipped,
  },
];

/** A zod check for the options of a request: none of them may exclude another one. */
export function withoutConflicts(given: Given, { addIssue }: z.core.$RefinementCtx): void {
  for (const { field, message, at } of conflicts) {
    if (at(given)) addIssue({ code: 'custom', path: [field], message, input: given });
  }
}
