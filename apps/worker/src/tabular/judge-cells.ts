import { endsQuoted } from './grammar.ts';
import { cellTooLarge, wrongCellCount } from './record-faults.ts';
import type { Delimiter, RecordFault } from './types.ts';

/** The limits that the cells of a record are checked against. */
export interface Width {
  readonly names: readonly string[];
  /** Records may have this many cells if those beyond the names are empty: a delimiter at the end of every line. */
  readonly maxWidth: number;
}

/** The fault of a record's cells, if any; empty cells beyond the header are dropped. */
export function judgeCells(
  cells: string[],
  raw: string,
  { names, maxWidth }: Width,
  maxCellBytes: number,
): RecordFault | undefined {
  const width = names.length;
  const beyond = cells.length > width && cells.length <= maxWidth;
  if (beyond && cells.every((cell, at) => at < width || cell === '')) cells.length = width;
  if (cells.length !== width) return wrongCellCount(cells.length, width, raw);
  // A character has three bytes at most, so the bytes of most rows need not be counted.
  if (raw.length <= maxCellBytes / 3) return undefined;
  const large = cells.findIndex((cell) => Buffer.byteLength(cell) > maxCellBytes);
  const value = cells[large];
  if (value === undefined) return undefined;
  return cellTooLarge(names[large] ?? '', Buffer.byteLength(value), maxCellBytes, value);
}

/**
 * Papaparse splits only at the line feed, so an unquoted last cell still has the carriage return of its CRLF. `raw` is the
 * record without it.
 */
export function dropReturn(cells: string[], raw: string, delimiter: Delimiter): void {
  const last = cells.at(-1);
  if (last === undefined || last.charCodeAt(last.length - 1) !== 13) return;
  if (raw.includes('"') && endsQuoted(raw, 0, raw.length, delimiter)) return;
  cells[cells.length - 1] = last.slice(0, -1);
}
