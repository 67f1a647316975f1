import { counted, formatCount, excerpt as shorten } from '@sluice/core';
import type { RecordFault } from './types.ts';

const MAX_VALUE = 200;

/** The start of the offending text, short enough for a message or a row error. */
export const excerpt = (text: string): string => shorten(text, MAX_VALUE);

/** A readable size. */
export const bytes = (count: number): string =>
  count >= 1024 * 1024 && count % (1024 * 1024) === 0 ? `${count / 1024 / 1024} MiB` : counted(count, 'byte');

export const misplaced = (line: string): RecordFault => ({
  code: 'QUOTE_MISPLACED',
  message: 'A cell starts with a quote, but text follows its closing quote. Double the quotes inside the cell ("").',
  value: excerpt(line),
});

/** `where` is the place before which the quote should have been closed. */
export const unclosed = (line: string, where: string): RecordFault => ({
  code: 'QUOTE_UNCLOSED',
  message: `A cell starts with a quote that is not closed ${where}. The record is assumed to end with its line.`,
  value: excerpt(line),
});

export const tooLarge = (limit: number): RecordFault => ({
  code: 'ROW_TOO_LARGE',
  message: `The record is longer than ${bytes(limit)}.`,
});

export const cellTooLarge = (column: string, size: number, limit: number, value: string): RecordFault => ({
  code: 'CELL_TOO_LARGE',
  message: `The cell of column "${shorten(column)}" has ${counted(size, 'byte')}; the limit is ${bytes(limit)}.`,
  value: excerpt(value),
});

export const wrongCellCount = (cells: number, expected: number, raw: string): RecordFault => ({
  code: cells < expected ? 'TOO_FEW_CELLS' : 'TOO_MANY_CELLS',
  message: `The record has ${counted(cells, 'cell')}, but the header has ${formatCount(expected)}.`,
  value: excerpt(raw),
});
