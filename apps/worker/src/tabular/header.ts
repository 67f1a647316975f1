import { AppError, counted, formatCount } from '@sluice/core';
import type { Width } from './judge-cells.ts';
import { bytes } from './record-faults.ts';
import type { Dialect, RecordFault, TableLimits } from './types.ts';

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

/** The row of a header: its cells, or why they could not be read. */
export interface HeaderRow {
  readonly cells: readonly string[];
  readonly line: number;
  readonly fault: RecordFault | undefined;
}

/**
 * The names in the header. Trailing empty ones are not columns (a delimiter at the end of the line); other empty ones are kept
 * for the importer to check. Throws HEADER_MISSING if a row is unreadable or there is no name, and CELL_TOO_LARGE.
 */
export function readHeader(
  rows: readonly HeaderRow[],
  dialect: Dialect,
  { maxColumns, maxCellBytes }: TableLimits,
): Width {
  for (const { line, fault } of rows) {
    if (fault !== undefined) {
      throw new AppError('HEADER_MISSING', `The header in line ${line} cannot be parsed: ${fault.message}`);
    }
  }
  const cells = rows.length === 1 ? (rows[0]?.cells ?? []) : joinHeaders(rows.map((row) => row.cells));
  const names = namesOf(cells);
  if (names.length === 0)
    throw new AppError('HEADER_MISSING', `The header in line ${rows[0]?.line} has no column names.`);
  checkColumns(names.length, maxColumns);
  checkCells(cells, maxCellBytes);
  return { names, headerWidth: cells.length, trailingWidth: dialect.trailingWidth };
}

/** Joins the rows of a header. A blank cell above the last row continues the one to its left, as in merged cells. */
function joinHeaders(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map((cells) => cells.length));
  const filled = rows.map((cells, level) => {
    let last = '';
    return Array.from({ length: width }, (_, at) => {
      const cell = (cells[at] ?? '').trim();
      if (level === rows.length - 1) return cell;
      if (cell !== '') last = cell;
      return last;
    });
  });
  const bottom = filled.at(-1) ?? [];
  return bottom.map((name, at) => {
    const above = filled
      .slice(0, -1)
      .map((cells, level) => (name === '' ? (rows[level]?.[at] ?? '').trim() : cells[at]));
    return [...above, name].filter((part) => part !== undefined && part !== '').join(' ');
  });
}

/** Names for a file without a header, one for each cell of its first record. */
export function generatedHeader(cells: readonly string[], dialect: Dialect, { maxColumns }: TableLimits): Width {
  const last = dialect.trailingWidth > 0 ? cells.findLastIndex((cell) => cell.trim() !== '') + 1 : cells.length;
  checkColumns(last, maxColumns);
  const names = Array.from({ length: last }, (_, index) => `column_${index + 1}`);
  return { names, headerWidth: last, trailingWidth: dialect.trailingWidth };
}
