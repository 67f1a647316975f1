import { expect, it } from 'vitest';
import { failureError } from './complete-upload.ts';

it.each([
  ['UPLOAD_MISMATCH: The hash is another.', 'UPLOAD_MISMATCH', 'The hash is another.'],
  ['FILE_NOT_A_TABLE: two\nlines', 'FILE_NOT_A_TABLE', 'two\nlines'],
  ['XLSX_TOO_LARGE', 'XLSX_TOO_LARGE', 'XLSX_TOO_LARGE'],
  ['DOCUMENT_DAMAGED: Chunk 2 is gone.', 'DOCUMENT_DAMAGED', 'Chunk 2 is gone.'],
  ['INTERNAL: secret', 'INVALID_STATE', 'The upload failed (INTERNAL). Request it again.'],
  [
    'STORAGE_UNAVAILABLE: 10.0.0.1 does not answer',
    'INVALID_STATE',
    'The upload failed (STORAGE_UNAVAILABLE). Request it again.',
  ],
  ['STORAGE_NOT_FOUND: x', 'INVALID_STATE', 'The upload failed (STORAGE_NOT_FOUND). Request it again.'],
  ['NO_SUCH_CODE: x', 'INVALID_STATE', 'The upload failed: x'],
  ['some words', 'INVALID_STATE', 'The upload failed: some words'],
  [null, 'INVALID_STATE', 'The upload failed: unknown reason'],
])('maps %j to %s', (failureReason, code, message) => {
  expect(failureError({ failureReason })).toMatchObject({ code, message });
});
