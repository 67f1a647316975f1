import { AppError, formatCount } from '@sluice/core';
import type { Sheet, SummarySheet, TableSheet } from '../types.ts';
import { SheetNames } from './sheet-names.ts';

/** A table on one sheet, or the part of it that fits on one sheet. */
export interface TablePart {
  readonly sheet: TableSheet;
  readonly name: string;
  /** Data rows on this sheet. */
  readonly rows: number;
  /** For a table on several sheets: the range of these rows, and the previous and next sheet. */
  readonly note?: string;
}

export type PlannedSheet =
  | { readonly kind: 'summary'; readonly sheet: SummarySheet; readonly name: string }
  | { readonly kind: 'table'; readonly sheet: TableSheet; readonly parts: readonly TablePart[] };

export const MAX_COLUMNS = 16_384;

/** Names the sheets and splits tables longer than `maxRows` (including the header). Throws TOO_MANY_COLUMNS. */
export function planSheets(sheets: readonly Sheet[], maxRows: number): PlannedSheet[] {
  const names = new SheetNames();
  return sheets.map((sheet) =>
    sheet.layout === 'summary'
      ? { kind: 'summary', sheet, name: names.take(sheet.name) }
      : { kind: 'table', sheet, parts: planTable(sheet, names, maxRows - 1) },
  );
}

function planTable(sheet: TableSheet, names: SheetNames, capacity: number): TablePart[] {
  if (sheet.columns.length > MAX_COLUMNS) {
    throw new AppError('TOO_MANY_COLUMNS', `An Excel sheet has at most ${formatCount(MAX_COLUMNS)} columns.`);
  }
  const count = Math.max(1, Math.ceil(sheet.rowCount / capacity));
  const partNames = Array.from({ length: count }, (_, at) => names.take(sheet.name, at === 0 ? '' : ` (${at + 1})`));
  return partNames.map((name, at) => {
    const first = at * capacity + 1;
    const rows = Math.min(capacity, sheet.rowCount - at * capacity);
    if (count === 1) return { sheet, name, rows };
    const note = [
      `Rows ${formatCount(first)} to ${formatCount(first + rows - 1)} of ${formatCount(sheet.rowCount)}.`,
      ...(at > 0 ? [`Continued from sheet “${partNames[at - 1]}”.`] : []),
      ...(at + 1 < count ? [`Continued on sheet “${partNames[at + 1]}”.`] : []),
    ];
    return { sheet, name, rows, note: note.join(' ') };
  });
}
