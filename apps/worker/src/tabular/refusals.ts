import { AppError, counted } from '@sluice/core';
import type { EncodingCertainty } from './types.ts';

export const fileEmpty = (message = 'The file is empty or has only blank lines.'): AppError =>
  new AppError('FILE_EMPTY', message);

/** The error for a table without a row that could be its header or its first record. */
export function nothingLeft({ skipRows }: { readonly skipRows: number }): AppError {
  if (skipRows === 0) return fileEmpty();
  return fileEmpty(
    `Nothing is left below the ${counted(skipRows, 'skipped row')}. Skip fewer rows, or set another header row.`,
  );
}

export const rowsExceeded = (maxRows: number): AppError =>
  new AppError('TOO_MANY_ROWS', `The file has more than ${counted(maxRows, 'record')}. Split it into smaller files.`);

const basis: Readonly<Record<EncodingCertainty, string>> = {
  given: 'is set to be read as',
  bom: 'starts with the byte-order mark of',
  valid: 'looks like',
  assumed: 'looks like',
};

/** The error for bytes that are invalid in the encoding that the caller, a byte-order mark or the zero bytes indicate. */
export function encodingInvalid(encoding: string, offset: number, certainty: EncodingCertainty): AppError {
  return new AppError(
    'FILE_ENCODING_INVALID',
    `The file ${basis[certainty]} ${encoding}, but the byte at offset ${offset} is not valid ${encoding}. ` +
      'Save it as UTF-8, or set its actual encoding.',
    { context: { encoding, offset } },
  );
}

/** The workbook cannot be read; `detail` says where it is broken. */
export function workbookCorrupt(detail: string, cause?: unknown): AppError {
  const message = `The workbook is damaged (${detail}). Open it in a spreadsheet program, save it as XLSX and send it again.`;
  return new AppError('FILE_CORRUPT', message, cause === undefined ? {} : { cause });
}

/** An archive in an archive. */
export const nestedArchive = (): AppError =>
  new AppError('FILE_NOT_A_TABLE', 'The archive contains another archive. Send the table itself, or pack it once.');

export const workbookTooLarge = (message: string): AppError => new AppError('XLSX_TOO_LARGE', message);
