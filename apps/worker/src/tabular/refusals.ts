import { AppError } from '@sluice/core';

export const fileEmpty = (message = 'The file is empty: there is no row in it.'): AppError =>
  new AppError('FILE_EMPTY', message);

export const rowsExceeded = (maxRows: number): AppError =>
  new AppError('TOO_MANY_ROWS', `The file has more than ${maxRows} rows. Split it and send the parts.`);
