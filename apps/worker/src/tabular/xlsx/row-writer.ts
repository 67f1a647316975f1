import { closeSync, openSync, writeSync } from 'node:fs';
import { formatCount } from '@sluice/core';
import { RecordCounter } from '../count-records.ts';
import { wholeLines } from '../head.ts';
import { checkColumns } from '../header.ts';
import { rowsExceeded, workbookTooLarge } from '../refusals.ts';
import { Slices } from '../slices.ts';
import { isBlankCell, isFormulaCell, isMarkedCell } from '../spool-cells.ts';
import type { TableLimits } from '../types.ts';
import { checkRow, Disorder, type RowSink } from './row-sink.ts';

const FLUSH_CHARS = 64 * 1024;

/**
 * Writes the rows of a sheet as CSV. A row's line is its row number (not counting line breaks inside cells), and every row is
 * as wide as the first one, because a sheet does not store trailing empty cells. Throws Disorder.
 */
export class RowWriter implements RowSink {
  readonly #limits: TableLimits;
  readonly #fd: number;
  readonly #counter: RecordCounter;
  /** The start of the output. */
  #head = '';
  /** Parts of the rest. */
  readonly #slices = new Slices();
  #lines: string[] = [];
  #chars = 0;
  #bytes = 0;
  /** Rows with at least one value. */
  rows = 0;
  /** Whether a cell has a mark, see `spool-cells.ts`. */
  marked = false;
  /** Columns of the first row, and of the widest one so far. */
  #width = 0;
  #widest = 0;
  #row = 0;
  #line = '';
  #column = 0;
  /** The column of the last cell that is worth one, and the length of the line up to it. */
  #lastColumn = 0;
  #lastLength = 0;
  #oversized = false;

  constructor(path: string, limits: TableLimits) {
    this.#limits = limits;
    const { maxRowBytes } = limits;
    this.#counter = new RecordCounter({ delimiter: ',', newline: '\n', maxRowBytes });
    this.#fd = openSync(path, 'w', 0o600);
  }

  /** Columns must come in order. */
  cell(column: number, cell: string): void {
    const gap = column - this.#column;
    if (gap <= 0) throw new Disorder();
    const first = cell.charCodeAt(0);
    const counts = (first > 34 && first < 128) || this.#counts(column, cell);
    // Blank cells beyond the table are left out.
    if (this.#oversized || (!counts && this.#widest > 0 && column > this.#widest)) return;
    this.#column = column;
    const commas = this.#line === '' ? gap - 1 : gap;
    this.#line += commas === 1 ? `,${cell}` : ','.repeat(commas) + cell;
    if (counts) {
      this.#lastColumn = column;
      this.#lastLength = this.#line.length;
      if (first <= 34 && isMarkedCell(cell)) this.marked = true;
    }
    if (this.#line.length > this.#limits.maxRowBytes) this.#oversized = true;
  }

  /** Whether a cell makes its row, or the table, longer. */
  #counts(column: number, cell: string): boolean {
    return !isBlankCell(cell) || (isFormulaCell(cell) && (this.#widest === 0 || column <= this.#widest));
  }

  /** Rows must come in order; missing ones before it become empty lines. */
  endRow(row: number): boolean {
    const line = this.#finishedLine();
    this.#line = '';
    this.#column = 0;
    this.#lastColumn = 0;
    this.#lastLength = 0;
    this.#oversized = false;
    // Trailing blank rows are not written at all.
    if (line === '') return false;
    checkRow(row, this.#limits);
    const missing = row - this.#row - 1;
    if (missing < 0) throw new Disorder();
    if (missing > 0) this.#write('\n'.repeat(missing));
    this.#row = row;
    this.rows++;
    this.#write(`${line}\n`);
    return true;
  }

  /** Writes the rest and returns the number of non-blank rows. */
  finish(): number {
    this.#flush();
    return this.#counter.finish();
  }

  /** Complete rows from the beginning and from other places of the output. */
  get sample(): string[] {
    return [this.#head, ...this.#slices.list().map((bytes) => wholeLines(bytes.toString()))];
  }

  close(): void {
    closeSync(this.#fd);
  }

  #finishedLine(): string {
    const { maxRowBytes } = this.#limits;
    if (this.#lastColumn === 0) return '';
    if (this.#width === 0) {
      checkColumns(this.#lastColumn, this.#limits.maxColumns);
      this.#width = this.#lastColumn;
    }
    this.#widest = Math.max(this.#widest, this.#lastColumn);
    // Blank cells count up to the width of the table.
    const whole = this.#column <= this.#widest;
    const line = whole ? this.#line : this.#line.slice(0, this.#lastLength);
    if (this.#oversized || (line.length > maxRowBytes / 3 && Buffer.byteLength(line) > maxRowBytes)) {
      // Always a single line, so that the reader reports exactly this row as too large.
      return '#'.repeat(maxRowBytes + 1);
    }
    const column = whole ? this.#column : this.#lastColumn;
    return column < this.#width ? line + ','.repeat(this.#width - column) : line;
  }

  #write(text: string): void {
    this.#lines.push(text);
    this.#chars += text.length;
    if (this.#chars >= FLUSH_CHARS) this.#flush();
  }

  #flush(): void {
    const text = this.#lines.join('');
    this.#lines = [];
    this.#chars = 0;
    const bytes = Buffer.from(text);
    if (this.#head.length < FLUSH_CHARS) this.#head += text;
    else this.#slices.push(bytes);
    this.#bytes += bytes.length;
    // Cells may share one long text, so a small sheet can produce a huge file.
    const { maxUnpackedBytes } = this.#limits.xlsx;
    if (this.#bytes > maxUnpackedBytes)
      throw workbookTooLarge(`The sheet has more than ${formatCount(maxUnpackedBytes)} bytes of text.`);
    for (let at = 0; at < bytes.length; at += writeSync(this.#fd, bytes, at));
    for (let at = 0; at < bytes.length; at += FLUSH_CHARS) {
      this.#counter.push(bytes.toString('latin1', at, at + FLUSH_CHARS));
    }
    if (this.#counter.records - 1 > this.#limits.maxRows) throw rowsExceeded(this.#limits.maxRows);
  }
}
