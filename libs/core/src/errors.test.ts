import { expect, it } from 'vitest';
import { errorCodes, isFileError } from './errors.ts';

it('counts an error as a file error only if the same file would fail again', () => {
  expect(errorCodes.filter(isFileError)).toHaveLength(22);
  for (const code of ['FILE_CORRUPT', 'HEADER_MISSING', 'ABORTED_ON_INVALID_ROWS', 'TOO_MANY_DELETIONS'])
    expect(isFileError(code)).toBe(true);
  for (const code of [
    null,
    '',
    'FILE_TOO_LARGE',
    'STORAGE_UNAVAILABLE',
    'DOCUMENT_DAMAGED',
    'ANALYSIS_OUT_OF_MEMORY',
    'INTERNAL',
  ])
    expect(isFileError(code)).toBe(false);
});
