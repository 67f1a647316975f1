import { expect, it } from 'vitest';
import { readingOptionsOf } from '../reading/form.ts';
import { ownParameters, readingFormOf } from './reading-form.ts';

it('separates how the file is read from what the tool does, and keeps both', () => {
  const parameters = {
    ...{ delimiter: '§', encoding: 'latin1', header_row: 3, skip_totals: true, strict: false, sheet: 'May 2024' },
    ...{ header: true, nulls: { tokens: ['-'] } },
  };
  expect(readingOptionsOf(readingFormOf(parameters))).toEqual({
    ...{ delimiter: '§', encoding: 'latin1', header_row: 3, skip_totals: true, sheet: 'May 2024' },
  });
  expect(ownParameters(parameters)).toEqual({ nulls: { tokens: ['-'] } });
});

it('reads a file without a header as an earlier version said it', () => {
  expect(readingOptionsOf(readingFormOf({ header: false }))).toEqual({ header_row: 'none' });
});
