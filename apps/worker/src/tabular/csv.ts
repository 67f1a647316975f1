import { endsQuoted, isBlank } from './grammar.ts';
import { generatedHeader, readHeader } from './header.ts';
import { RecordParser } from './parse-records.ts';
import { cellTooLarge, tooLarge, wrongCellCount } from './record-faults.ts';
import { fileEmpty } from './refusals.ts';
import { SpoolText } from './spool-text.ts';
import type { Dialect, RecordBlock, RecordFault, TableLimits } from './types.ts';

export interface OpenCsvInput {
  readonly path: string;
  readonly dialect: Dialect;
  readonly limits: TableLimits;
  /** Bytes read, decoded and parsed at a time. Default: 64 KiB, which the processor's cache holds. */
  readonly blockBytes?: number;
  /** The spool holds only the beginning of the file: the record that it breaks off in is left out. */
  readonly partial?: boolean;
}

/**
 * Opens a CSV spool and reads up to its header. Everything is synchronous: a block is parsed when it is asked for, so
 * memory stays at one block and one unfinished record whatever the size of the file. Throws FILE_EMPTY,
 * HEADER_MISSING or TOO_MANY_COLUMNS; the spool is closed at the end of `blocks`, by `close`, and when this throws.
 */
export function openCsv({ path, dialect, limits, blockBytes = 64 * 1024, partial = false }: OpenCsvInput): CsvReader {
  return new CsvReader(new SpoolText(path, dialect, blockBytes), dialect, limits, partial);
}

const newBlock = (): RecordBlock => ({ cells: [], rows: [], lines: [], raw: [], faults: new Map() });

/** The records of one CSV spool, in the file's order. */
export class CsvReader {
  /** Names as they stand in the file, without surrounding white space and without empty ones at the end. */
  header: readonly string[] = [];
  /** 0 where the file has no header and the names are `column_1`, `column_2` and so on. */
  headerRow = 0;
  headerLine = 0;
  /** The header's original text, for files that are to be written like this one. */
  headerRaw = '';

  readonly #spool: SpoolText;
  readonly #dialect: Dialect;
  readonly #limits: TableLimits;
  readonly #partial: boolean;
  readonly #parser: RecordParser;
  #maxWidth = -1;
  #block = newBlock();
  #text = '';
  #carry = '';
  #scanFrom = 0;
  #skipping = false;
  #ended = false;
  #row = 0;
  #line = 1;

  constructor(spool: SpoolText, dialect: Dialect, limits: TableLimits, partial: boolean) {
    this.#partial = partial;
    this.#spool = spool;
    this.#dialect = dialect;
    this.#limits = limits;
    this.#parser = new RecordParser(dialect, limits, this.#take.bind(this));
    if (dialect.separatorLine) this.#line = 2;
    try {
      while (this.#maxWidth === -1 && !this.#ended) this.#read();
      if (this.#maxWidth === -1) throw fileEmpty();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The data records; to be run through once. */
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

  /** Reads one piece of the spool and parses what is whole in it. */
  #read(): void {
    const { newline } = this.#dialect;
    let piece = this.#spool.next();
    const last = piece === undefined;
    piece ??= '';
    this.#ended = last;
    if (this.#skipping) {
      const end = piece.indexOf(newline);
      if (end === -1) return;
      this.#skipping = false;
      piece = piece.slice(end + 1);
    }
    this.#carry += piece;
    const whole = last && !this.#partial;
    if (whole && this.#carry !== '' && !this.#carry.endsWith(newline)) this.#carry += newline;
    if (!last && this.#carry.length < this.#scanFrom) return;
    this.#parse(whole);
    this.#scanFrom = Math.min(this.#carry.length * 2, this.#limits.maxRowBytes + 1);
  }

  #parse(last: boolean): void {
    const cut = this.#carry.lastIndexOf(this.#dialect.newline) + 1;
    if (cut > 0) {
      this.#text = this.#carry.slice(0, cut);
      const tail = this.#carry.slice(cut);
      this.#carry = this.#text.slice(this.#parser.parse(this.#text, tail, last)) + tail;
    }
    const { maxRowBytes } = this.#limits;
    if (this.#carry.length <= maxRowBytes / 3 || this.#carry.includes(this.#dialect.newline)) return;
    if (this.#parser.bytesOf(this.#carry) <= maxRowBytes) return;
    // A line beyond the limit whose end has not come: it is reported now and passed over.
    this.#text = '';
    this.#take([], 0, 0, 1, tooLarge(maxRowBytes));
    this.#carry = '';
    this.#skipping = true;
  }

  /** The parser's sink: numbers a record, drops it when it is blank, and judges its cells. */
  #take(cells: string[], start: number, end: number, lines: number, fault?: RecordFault): void {
    const row = ++this.#row;
    const line = this.#line;
    this.#line += lines;
    const text = this.#text;
    const { delimiter, newline, hasHeader } = this.#dialect;
    if (fault === undefined && isBlank(text, start, end - 1, delimiter)) return;
    let rawEnd = Math.max(end - 1, start);
    if (newline === '\n' && text.charCodeAt(rawEnd - 1) === 13) {
      rawEnd--;
      dropReturn(cells, text, start, rawEnd, delimiter);
    }
    const raw = fault?.code === 'ROW_TOO_LARGE' ? '' : text.slice(start, rawEnd);
    if (this.#maxWidth === -1) {
      const found = hasHeader ? readHeader(cells, line, fault, this.#limits) : generatedHeader(cells, this.#limits);
      this.header = found.names;
      this.#maxWidth = found.maxWidth;
      if (hasHeader) {
        this.headerRow = row;
        this.headerLine = line;
        this.headerRaw = raw;
        return;
      }
    }
    const block = this.#block;
    const found = fault ?? this.#judge(cells, raw);
    if (found !== undefined) block.faults.set(block.rows.length, found);
    block.cells.push(cells);
    block.rows.push(row);
    block.lines.push(line);
    block.raw.push(raw);
  }

  #judge(cells: string[], raw: string): RecordFault | undefined {
    const width = this.header.length;
    if (
      cells.length > width &&
      cells.length <= this.#maxWidth &&
      cells.every((cell, at) => at < width || cell === '')
    ) {
      cells.length = width;
    }
    if (cells.length !== width) return wrongCellCount(cells.length, width, raw);
    const { maxCellBytes } = this.#limits;
    if (raw.length <= maxCellBytes / 3) return undefined;
    const large = cells.findIndex((cell) => Buffer.byteLength(cell) > maxCellBytes);
    const value = cells[large];
    if (value === undefined) return undefined;
    return cellTooLarge(this.header[large] ?? '', Buffer.byteLength(value), maxCellBytes, value);
  }
}

/** Papaparse splits at the line feed alone, so an unquoted last cell still has the carriage return of its CRLF. */
function dropReturn(cells: string[], text: string, start: number, end: number, delimiter: Dialect['delimiter']): void {
  const last = cells.at(-1);
  if (last === undefined || last.charCodeAt(last.length - 1) !== 13) return;
  const quote = text.indexOf('"', start);
  if (quote !== -1 && quote < end && endsQuoted(text, start, end, delimiter)) return;
  cells[cells.length - 1] = last.slice(0, -1);
}
