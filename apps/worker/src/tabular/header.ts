import { AppError, counted, formatCount } from '@sluice/core';
import type { Width } from './judge-cells.ts';
import { bytes } from './record-faults.ts';
import type { RecordFault, TableLimits } from './types.ts';

/** Throws TOO_MANY_COLUMNS. */
export function checkColumns(columns: number, maxColumns: number): void {
  if (columns <= maxColumns) return;
  throw new AppError(
    'TOO_MANY_COLUMNS',
    `The header has ${counted(columns, 'column')}; the limit is ${formatCount(maxColumns)}.`,
  );
}

/** Throws CELL_TOO_LARGE. */
function checkCells(cells: readonly string[], maxCellBytes: number): void {
  for (const [at, cell] of cells.entries()) {
    // A character has three bytes at most, so the bytes of most names need not be counted.
    const size = cell.length > maxCellBytes / 3 ? Buffer.byteLength(cell) : 0;
    if (size <= maxCellBytes) continue;
    const message = `The name of column ${at + 1} in the header has ${counted(size, 'byte')}; the limit is ${bytes(maxCellBytes)}.`;
    throw new AppError('CELL_TOO_LARGE', message);
  }
}

/** Trimmed, without trailing empty ones. */
export function namesOf(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.trim());
  while (names.at(-1) === '') names.pop();
  return names;
}

/**
 * The names in the first record. Trailing empty ones are not columns (a delimiter at the end of the line); other empty ones
 * are kept for the importer to check. Throws HEADER_MISSING if the record is unreadable or has no name, and CELL_TOO_LARGE.
 */
export function readHeader(
  cells: readonly string[],
  line: number,
  fault: RecordFault | undefined,
  { maxColumns, maxCellBytes }: TableLimits,
): Width {
  if (fault !== undefined) {
    throw new AppError('HEADER_MISSING', `The header in line ${line} cannot be parsed: ${fault.message}`);
  }
  const names = namesOf(cells);
  if (names.length === 0) throw new AppError('HEADER_MISSING', `The header in line ${line} has no column names.`);
  checkColumns(names.length, maxColumns);
  checkCells(cells, maxCellBytes);
  return { names, maxWidth: Math.max(cells.length, names.length + 1) };
}

/** Names for a file without a header, one for each cell of its first record. */
export function generatedHeader(cells: readonly string[], { maxColumns }: TableLimits): Width {
  checkColumns(cells.length, maxColumns);
  return { names: cells.map((_, index) => `column_${index + 1}`), maxWidth: cells.length + 1 };
}
