import { AppError } from '@sluice/core';

export const fileEmpty = (message = 'The file is empty: it has no rows.'): AppError =>
  new AppError('FILE_EMPTY', message);

export const rowsExceeded = (maxRows: number): AppError =>
  new AppError('TOO_MANY_ROWS', `The file has more than ${maxRows} rows. Split it into smaller files.`);
