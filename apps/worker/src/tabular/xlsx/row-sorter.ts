import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { workbookCorrupt, workbookTooLarge } from '../refusals.ts';
import { isBlankCell, isFormulaCell } from '../spool-cells.ts';
import type { TableLimits } from '../types.ts';
import { checkRow, type RowSink } from './row-sink.ts';

/** Puts the rows and cells of a sheet in order. The rows wait in a file; memory has one number for each. */
export class RowSorter implements RowSink {
  rows = 0;
  readonly #path: string;
  readonly #limits: TableLimits;
  readonly #fd: number;
  /** The end of each row's text in the file, by row number; 0 for rows that are not there. */
  #ends = new Float64Array(1024);
  #lengths = new Uint32Array(1024);
  #bytes = 0;
  #cells: [column: number, cell: string][] = [];
  #chars = 0;

  constructor(path: string, limits: TableLimits) {
    this.#path = path;
    this.#limits = limits;
    this.#fd = openSync(path, 'w+', 0o600);
  }

  cell(column: number, cell: string): void {
    // The first cell beyond the limit stays, so that the row is reported as too large.
    if (this.#chars <= this.#limits.maxRowBytes) this.#cells.push([column, cell]);
    this.#chars += cell.length;
  }

  endRow(row: number): boolean {
    const cells = this.#cells.sort(([one], [other]) => one - other);
    this.#cells = [];
    this.#chars = 0;
    if (cells.every(([, cell]) => isBlankCell(cell) && !isFormulaCell(cell))) return false;
    checkRow(row, this.#limits);
    const doubled = cells.findIndex(([column], at) => cells[at + 1]?.[0] === column);
    if (doubled !== -1) throw workbookCorrupt(`row ${row} has column ${cells[doubled]?.[0]} twice`);
    if (row >= this.#ends.length) this.#grow(row);
    if (this.#ends[row] !== 0) throw workbookCorrupt(`row ${row} is there twice`);
    const text = Buffer.from(JSON.stringify(cells));
    for (let at = 0; at < text.length; at += writeSync(this.#fd, text, at));
    this.#bytes += text.length;
    this.#ends[row] = this.#bytes;
    this.#lengths[row] = text.length;
    this.rows++;
    if (this.#bytes > this.#limits.xlsx.maxUnpackedBytes) {
      throw workbookTooLarge(`The rows of the sheet exceed ${this.#limits.xlsx.maxUnpackedBytes} bytes.`);
    }
    return true;
  }

  /** Passes everything on, in order. */
  passTo(sink: RowSink): void {
    for (const [row, end] of this.#ends.entries()) {
      const length = this.#lengths[row] ?? 0;
      if (length === 0) continue;
      const text = Buffer.allocUnsafe(length);
      for (let at = 0; at < length; at += readSync(this.#fd, text, at, length - at, end - length + at));
      for (const [column, cell] of JSON.parse(text.toString()) as [number, string][]) sink.cell(column, cell);
      sink.endRow(row);
    }
  }

  close(): void {
    closeSync(this.#fd);
    rmSync(this.#path, { force: true });
  }

  #grow(row: number): void {
    const size = Math.max(row + 1, this.#ends.length * 2);
    const ends = new Float64Array(size);
    const lengths = new Uint32Array(size);
    ends.set(this.#ends);
    lengths.set(this.#lengths);
    this.#ends = ends;
    this.#lengths = lengths;
  }
}
