import { closeSync, openSync, writeSync } from 'node:fs';
import { formatCount } from '@sluice/core';
import { RecordCounter } from '../count-records.ts';
import { checkColumns } from '../header.ts';
import { rowsExceeded, workbookCorrupt, workbookTooLarge } from '../refusals.ts';
import type { TableLimits } from '../types.ts';

const FLUSH_CHARS = 64 * 1024;

/**
 * Writes the rows of a sheet as CSV. A row's line is its row number (not counting line breaks inside cells), and every row is
 * as wide as the header, because a sheet does not store trailing empty cells.
 */
export class RowWriter {
  readonly #limits: TableLimits;
  readonly #fd: number;
  readonly #counter: RecordCounter;
  /** The start of the output, for checking the header. */
  head = '';
  #lines: string[] = [];
  #chars = 0;
  #bytes = 0;
  #width = 0;
  #row = 0;
  #line = '';
  #column = 0;
  #oversized = false;

  constructor(path: string, limits: TableLimits) {
    this.#limits = limits;
    const { maxRowBytes } = limits;
    this.#counter = new RecordCounter({ delimiter: ',', newline: '\n', maxRowBytes, unitBytes: 1 });
    this.#fd = openSync(path, 'w', 0o600);
  }

  /** `cell` is ready for CSV and not empty; columns are numbered from 1 and in order. */
  cell(column: number, cell: string): void {
    const gap = column - this.#column;
    if (gap <= 0) throw workbookCorrupt(`the cells of a row after row ${this.#row} are not in order`);
    this.#column = column;
    if (this.#oversized) return;
    const commas = this.#line === '' ? gap - 1 : gap;
    this.#line += commas === 1 ? `,${cell}` : ','.repeat(commas) + cell;
    if (this.#line.length > this.#limits.maxRowBytes) this.#oversized = true;
  }

  /** Ends the row with this number; missing rows before it become empty lines. */
  endRow(row: number): void {
    const missing = row - this.#row - 1;
    if (missing < 0) throw workbookCorrupt(`row ${row} comes after row ${this.#row}`);
    if (missing > 0) this.#write('\n'.repeat(missing));
    this.#row = row;
    this.#write(`${this.#finishedLine()}\n`);
    this.#line = '';
    this.#column = 0;
    this.#oversized = false;
  }

  /** Writes the rest and returns the number of non-blank rows. */
  finish(): number {
    this.#flush();
    return this.#counter.finish();
  }

  close(): void {
    closeSync(this.#fd);
  }

  #finishedLine(): string {
    const { maxRowBytes } = this.#limits;
    const line = this.#line;
    if (this.#oversized || (line.length > maxRowBytes / 3 && Buffer.byteLength(line) > maxRowBytes)) {
      // Always a single line, so that the reader reports exactly this row as too large.
      return '#'.repeat(maxRowBytes + 1);
    }
    if (/^[ \t,]*$/.test(line)) return '';
    if (this.#width === 0) {
      checkColumns(this.#column, this.#limits.maxColumns);
      this.#width = this.#column;
    }
    return this.#column < this.#width ? line + ','.repeat(this.#width - this.#column) : line;
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
    if (this.head.length < FLUSH_CHARS) this.head += text;
    const bytes = Buffer.from(text);
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
