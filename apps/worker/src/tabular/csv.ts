import { counted, WarningTally } from '@sluice/core';
import { isBlank, isPlain, readRecord } from './grammar.ts';
import { generatedHeader, type HeaderRow, readHeader } from './header.ts';
import { invalidBytes, withoutMarks } from './invalid-bytes.ts';
import { dropReturn, judgeCells, type Width } from './judge-cells.ts';
import { RecordSource } from './record-source.ts';
import { nothingLeft } from './refusals.ts';
import { SecondTables, secondTableMessage } from './second-table.ts';
import { type CellFault, hasMarks, quotedCells, rawOf, takeFaults } from './spool-cells.ts';
import { SpoolText } from './spool-text.ts';
import {
  isRepeatedHeader,
  isTotal,
  repeatedHeaderMessage,
  swallowsRecords,
  totalMessage,
} from './suspicious-records.ts';
import type { Dialect, RecordBlock, RecordFault, TableLimits } from './types.ts';

export interface OpenCsvInput {
  readonly path: string;
  readonly dialect: Dialect;
  readonly limits: TableLimits;
  /** Bytes read, decoded and parsed at a time. Default: 64 KiB, which fits in the CPU cache. */
  readonly blockBytes?: number;
  /** The spool has only the start of the file; the truncated last record is omitted. */
  readonly partial?: boolean;
}

/**
 * Opens a CSV spool and reads up to its header. Everything is synchronous: a block is parsed on demand, so memory is limited
 * to one block and one unfinished record. Throws FILE_EMPTY, HEADER_MISSING or TOO_MANY_COLUMNS. The spool is closed at the
 * end of `blocks`, by `close`, and when this throws.
 */
export function openCsv({ path, dialect, limits, blockBytes = 64 * 1024, partial = false }: OpenCsvInput): CsvReader {
  return new CsvReader(new SpoolText(path, dialect, blockBytes), dialect, limits, partial);
}

const newBlock = (): RecordBlock => ({
  cells: [],
  rows: [],
  lines: [],
  raw: [],
  faults: new Map(),
  cellFaults: new Map(),
  texts: new Map(),
});

interface ReadRecord {
  readonly cells: string[];
  readonly row: number;
  readonly line: number;
  readonly raw: string;
  readonly fault: RecordFault | undefined;
  readonly cellFaults: Map<number, CellFault> | undefined;
  readonly texts: ReadonlySet<number> | undefined;
}

/** The record in the grammar of result files: double quotes, doubled inside a cell. */
const plainText = (cells: readonly string[], delimiter: string): string =>
  cells
    .map((cell) => (/["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter);

/** The records of one CSV spool, in file order. */
export class CsvReader {
  /** The trimmed names, without trailing empty ones. */
  header: readonly string[] = [];
  /** The last row of the header; 0 if the file has none and the names are `column_1`, `column_2` and so on. */
  headerRow = 0;
  headerLine = 0;
  /** The header's original text, for writing files in the same format. */
  headerRaw = '';
  /** What was assumed or skipped in the records read so far. */
  readonly warnings = new WarningTally();

  readonly #spool: SpoolText;
  readonly #source: RecordSource;
  readonly #dialect: Dialect;
  readonly #limits: TableLimits;
  readonly #partial: boolean;
  readonly #plain: boolean;
  readonly #fillShort: boolean;
  readonly #headerRows: HeaderRow[] = [];
  readonly #secondTables: SecondTables;
  #width: Width | undefined;
  #block = newBlock();
  /** The last records so far, which are not returned if the file ends with them. */
  readonly #footer: ReadRecord[] = [];
  #ended = false;
  #row = 0;
  #line = 1;

  constructor(spool: SpoolText, dialect: Dialect, limits: TableLimits, partial: boolean) {
    this.#spool = spool;
    this.#dialect = dialect;
    this.#limits = limits;
    this.#partial = partial;
    this.#plain = isPlain(dialect);
    // A sheet does not store blank cells at the end of a row.
    this.#fillShort = dialect.allowShortRows || dialect.format === 'xlsx';
    this.#secondTables = new SecondTables(this.#fillShort);
    this.#source = new RecordSource(spool, dialect, limits, partial, this.#take.bind(this));
    if (dialect.separatorLine) this.#line = 2;
    try {
      while (this.#width === undefined && !this.#ended) this.#read();
      if (this.#width === undefined && this.#block.rows.length === 0) throw nothingLeft(dialect);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The data records; can be iterated once. */
  *blocks(): Generator<RecordBlock, void, undefined> {
    try {
      for (;;) {
        const block = this.#block;
        this.#block = newBlock();
        if (block.rows.length > 0) yield block;
        if (this.#ended) return;
        this.#read();
      }
    } finally {
      this.close();
    }
  }

  /** May be called at any time and more than once. */
  close(): void {
    this.#spool.close();
    this.#ended = true;
    this.#block = newBlock();
  }

  #read(): void {
    this.#ended = !this.#source.read();
    if (!this.#ended) return;
    if (this.#headerRows.length > 0 && this.#width === undefined) this.#useHeader();
    for (const record of this.#footer.splice(0)) {
      if (this.#partial) this.#addRead(record);
      else this.warnings.add('FOOTER_SKIPPED', record.row, (count) => `Rows skipped at the end: ${count}.`);
    }
  }

  /** Numbers a record; drops blank ones and comments, uses the first ones as the header, and checks the others. */
  #take(cells: string[], text: string, start: number, end: number, lines: number, fault?: RecordFault): void {
    const row = ++this.#row;
    const line = this.#line;
    this.#line += lines;
    const { delimiter, newline, comment, skipRows, skipFooter, nullMarker } = this.#dialect;
    if (row <= skipRows) return;
    if (comment !== null && text.startsWith(comment, start)) {
      this.#skipComment(row);
      return;
    }
    if (fault === undefined && isBlank(text, start, end - 1, delimiter)) {
      if (this.#width !== undefined) this.#secondTables.blank();
      return;
    }
    let rawEnd = end - 1;
    if (newline !== '\r' && text.charCodeAt(rawEnd) === 10) {
      while (rawEnd > start && text.charCodeAt(rawEnd - 1) === 13) rawEnd--;
    }
    let raw = fault?.code === 'ROW_TOO_LARGE' ? '' : text.slice(start, rawEnd);
    if (this.#plain && rawEnd < end - 1) dropReturn(cells, raw, delimiter);
    const cellFaults = this.#dialect.marked && hasMarks(raw) ? takeFaults(cells) : undefined;
    const texts = this.#dialect.format === 'xlsx' && raw.includes('"') ? quotedCells(raw) : undefined;
    if (cellFaults !== undefined) raw = rawOf(cells, cellFaults);
    if (this.#dialect.invalidBytes) {
      fault = invalidBytes(raw, line, this.#dialect.encoding) ?? fault;
      raw = withoutMarks(raw);
      for (const [at, cell] of cells.entries()) cells[at] = withoutMarks(cell);
    }
    if (this.#width === undefined && this.#takeHeader({ cells, line, fault }, raw, row)) return;
    this.#watchTables(cells, row);
    if (nullMarker) this.#dropNulls(cells, raw, row);
    // Cells of a workbook have no quotes that could be missing.
    if (lines > 1 && cells.length > 0 && this.#dialect.format === 'csv') this.#suspectQuotes(cells, row, line, lines);
    if (skipFooter === 0) this.#add(cells, row, line, raw, fault, cellFaults, texts);
    else this.#addLater({ cells, row, line, raw, fault, cellFaults, texts }, skipFooter);
  }

  /** Adds the record that `skipFooter` others follow: the last ones may be the footer. */
  #addLater(record: ReadRecord, skipFooter: number): void {
    this.#footer.push(record);
    if (this.#footer.length > skipFooter) this.#addRead(this.#footer.shift() as ReadRecord);
  }

  #addRead({ cells, row, line, raw, fault, cellFaults, texts }: ReadRecord): void {
    this.#add(cells, row, line, raw, fault, cellFaults, texts);
  }

  /** One parameter each: an object for every record cost about a twentieth of the time of reading. */
  #add(
    cells: string[],
    row: number,
    line: number,
    raw: string,
    fault: RecordFault | undefined,
    cellFaults: ReadRecord['cellFaults'],
    texts: ReadRecord['texts'],
  ): void {
    if (this.#isRepeatedHeader(cells, row) || this.#isTotal(cells, row)) return;
    const block = this.#block;
    if (cellFaults !== undefined) block.cellFaults.set(block.rows.length, cellFaults);
    if (texts !== undefined) block.texts.set(block.rows.length, texts);
    const width = cells.length;
    const found = fault ?? this.#judge(cells, raw, row);
    if (found !== undefined) block.faults.set(block.rows.length, found);
    const isOriginal = found !== undefined || (this.#plain && cells.length === width);
    block.cells.push(cells);
    block.rows.push(row);
    block.lines.push(line);
    const text = isOriginal ? raw : plainText(cells, this.#dialect.delimiter);
    block.raw.push(cellFaults === undefined ? text : rawOf(cells, cellFaults));
  }

  #judge(cells: string[], raw: string, row: number): RecordFault | undefined {
    const width = this.#width;
    if (width === undefined) return undefined;
    const missing = width.names.length - cells.length;
    if (missing > 0 && this.#fillShort) {
      for (let at = 0; at < missing; at++) cells.push('');
      if (this.#dialect.format === 'csv') {
        this.warnings.add('SHORT_ROW_FILLED', row, (count) => `Rows with missing cells filled with blanks: ${count}.`);
      }
    }
    return judgeCells(cells, raw, width, this.#limits.maxCellBytes);
  }

  #skipComment(row: number): void {
    this.warnings.add('COMMENT_SKIPPED', row, (count) => `${counted(count, 'comment line')} skipped.`);
  }

  #dropNulls(cells: string[], raw: string, row: number): void {
    const { quote } = this.#dialect;
    // In quotes or with an escaped backslash it is text: there, it is made longer before the cells are read again.
    const unescaped = raw.replaceAll('\\\\N', '\\\\N_');
    const longer = quote === null ? unescaped : unescaped.replaceAll(`${quote}\\N${quote}`, `${quote}\\N_${quote}`);
    const unquoted = longer === raw ? cells : this.#cellsOf(longer);
    for (const at of cells.keys()) {
      if (unquoted[at] !== '\\N') continue;
      cells[at] = '';
      this.warnings.add('NULL_MARKER', row, (count) => `${counted(count, 'cell')} with \\N read as blank.`);
    }
  }

  /** The cells of a record whose text was changed; none if it cannot be read. */
  #cellsOf(raw: string): string[] {
    const cells: string[] = [];
    const end = readRecord(raw + (this.#dialect.newline === '\r' ? '\r' : '\n'), 0, this.#dialect, cells);
    return end < 0 ? [] : cells;
  }

  #watchTables(cells: readonly string[], row: number): void {
    // A caller who skips a footer knows how the file ends.
    if (this.#width === undefined || this.#dialect.skipFooter > 0) return;
    const start = this.#secondTables.see(cells, row, this.#width.names.length);
    if (start !== undefined) this.warnings.add('SECOND_TABLE', start, secondTableMessage);
  }

  #suspectQuotes(cells: readonly string[], row: number, line: number, lines: number): void {
    const names = this.#width?.names ?? [];
    const at = cells.findIndex((cell) => swallowsRecords(cell, this.#dialect.delimiter, names.length));
    if (at === -1) return;
    const message = (count: number): string =>
      `${counted(count, 'quoted cell')} of several lines may have swallowed records, the first in lines ${line} to ` +
      `${line + lines - 1}. Check the quotes there; if quotes are ordinary characters in this file, set the quote character to "none".`;
    this.warnings.add('QUOTE_SUSPICIOUS', row, message, names[at]);
  }

  #isRepeatedHeader(cells: readonly string[], row: number): boolean {
    if (this.headerRow === 0 || !isRepeatedHeader(cells, this.header)) return false;
    const skip = this.#dialect.skipRepeatedHeaders;
    this.warnings.add('REPEATED_HEADER', row, repeatedHeaderMessage(skip));
    return skip;
  }

  #isTotal(cells: readonly string[], row: number): boolean {
    if (!isTotal(cells)) return false;
    const skip = this.#dialect.skipTotals;
    this.warnings.add('TOTAL_ROW', row, totalMessage(skip));
    return skip;
  }

  /** Whether the record belongs to the header, not to the data. */
  #takeHeader(header: HeaderRow, raw: string, row: number): boolean {
    if (!this.#dialect.hasHeader) {
      // A broken first record does not show the number of columns; the next one may.
      if (header.fault === undefined) this.#width = generatedHeader(header.cells, this.#dialect, this.#limits);
      this.header = this.#width?.names ?? [];
      return false;
    }
    this.#headerRows.push(header);
    this.headerRow = row;
    this.headerLine = header.line;
    this.headerRaw = raw;
    if (this.#headerRows.length >= this.#dialect.headerRows || header.fault !== undefined) this.#useHeader();
    return true;
  }

  #useHeader(): void {
    this.#width = readHeader(this.#headerRows, this.#dialect, this.#limits);
    this.header = this.#width.names;
  }
}
