import type { Warning } from '@sluice/core';
import type { SheetCell, SheetColumn } from './types.ts';

/** The sheet of a workbook that lists what the reader of the file assumed, repaired, skipped or could not decide. */
export const warningColumns: readonly SheetColumn[] = [
  { header: 'Code', type: 'text' },
  { header: 'Column', type: 'text' },
  { header: 'Count', type: 'integer' },
  { header: 'First rows', type: 'text' },
  { header: 'Message', type: 'text' },
];

export const warningRows = (warnings: readonly Warning[]): SheetCell[][] =>
  warnings.map(({ code, column = null, count = null, rows = [], message }) => [
    ...[code, column, count, rows.join(', ') || null, message],
  ]);
