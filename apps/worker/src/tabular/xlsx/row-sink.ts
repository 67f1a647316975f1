import { AppError, counted } from '@sluice/core';
import type { TableLimits } from '../types.ts';

/** Receives the cells and rows of a sheet. */
export interface RowSink {
  /** Rows that have something. */
  readonly rows: number;
  /** `cell` is ready for CSV and not empty; columns are numbered from 1. */
  cell(column: number, cell: string): void;
  /** Ends the row with this number. Returns whether it has anything. Throws TOO_MANY_ROWS. */
  endRow(row: number): boolean;
}

/** How a sheet stores its rows. Nearly all are in order and numbered from 1. */
export interface Layout {
  readonly inOrder: boolean;
  readonly fromZero: boolean;
}

/** Thrown when a sheet does not have the expected layout: it must be read again, in any order. */
export class Disorder extends Error {
  readonly found: Partial<Layout>;

  constructor(found: Partial<Layout> = {}) {
    super('the rows or cells of the sheet are not in order');
    this.found = found;
  }
}

/** Throws TOO_MANY_ROWS for a row beyond the last possible one. */
export function checkRow(row: number, { xlsx: { maxRows } }: TableLimits): void {
  if (row <= maxRows) return;
  throw new AppError('TOO_MANY_ROWS', `The sheet has a row ${row}; the limit is ${counted(maxRows, 'row')}.`);
}
