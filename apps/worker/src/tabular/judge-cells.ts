import { endsQuoted } from './grammar.ts';
import { cellTooLarge, wrongCellCount } from './record-faults.ts';
import type { Delimiter, RecordFault } from './types.ts';

/** The limits that the cells of a record are checked against. */
export interface Width {
  readonly names: readonly string[];
  /** Cells of the header, including the empty ones after the last name. Records may have as many. */
  readonly headerWidth: number;
  /** See `Dialect.trailingWidth`. */
  readonly trailingWidth: number;
}

/**
 * The fault of a record's cells, if any. Blank cells beyond the names are dropped only if the header or every record of the
 * file has them: elsewhere, an extra delimiter has probably shifted cells.
 */
export function judgeCells(
  cells: string[],
  raw: string,
  { names, headerWidth, trailingWidth }: Width,
  maxCellBytes: number,
): RecordFault | undefined {
  const width = names.length;
  if (cells.length > width && (cells.length <= headerWidth || cells.length === trailingWidth)) {
    if (cells.every((cell, at) => at < width || cell.trim() === '')) cells.length = width;
  }
  if (cells.length !== width) return wrongCellCount(cells.length, width, raw);
  // A character has three bytes at most, so the bytes of most rows need not be counted.
  if (raw.length <= maxCellBytes / 3) return undefined;
  const large = cells.findIndex((cell) => Buffer.byteLength(cell) > maxCellBytes);
  const value = cells[large];
  if (value === undefined) return undefined;
  return cellTooLarge(names[large] ?? '', Buffer.byteLength(value), maxCellBytes, value);
}

/**
 * Papaparse splits only at the line feed, so an unquoted last cell still has the carriage returns of its CRLF or CRCRLF. `raw`
 * is the record without them.
 */
export function dropReturn(cells: string[], raw: string, delimiter: Delimiter): void {
  const last = cells.at(-1);
  if (last === undefined || last.charCodeAt(last.length - 1) !== 13) return;
  if (raw.includes('"') && endsQuoted(raw, 0, raw.length, delimiter)) return;
  let end = last.length - 1;
  while (last.charCodeAt(end - 1) === 13) end--;
  cells[cells.length - 1] = last.slice(0, end);
}
