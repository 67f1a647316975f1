import { WarningTally } from '@sluice/core';
import { isBlank } from './grammar.ts';
import { generatedHeader, readHeader } from './header.ts';
import { dropReturn, judgeCells, type Width } from './judge-cells.ts';
import { invalidBytes, withoutMarks } from './invalid-bytes.ts';
import { RecordSource } from './record-source.ts';
import { fileEmpty } from './refusals.ts';
import { hasMarks, rawOf, takeFaults } from './spool-cells.ts';
import { SpoolText } from './spool-text.ts';
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
});

/** The records of one CSV spool, in file order. */
export class CsvReader {
  /** The trimmed names, without trailing empty ones. */
  header: readonly string[] = [];
  /** 0 if the file has no header and the names are `column_1`, `column_2` and so on. */
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
  #width: Width | undefined;
  #block = newBlock();
  #ended = false;
  #row = 0;
  #line = 1;

  constructor(spool: SpoolText, dialect: Dialect, limits: TableLimits, partial: boolean) {
    this.#spool = spool;
    this.#dialect = dialect;
    this.#limits = limits;
    this.#source = new RecordSource(spool, dialect, limits, partial, this.#take.bind(this));
    if (dialect.separatorLine) this.#line = 2;
    try {
      while (this.#width === undefined && !this.#ended) this.#ended = !this.#source.read();
      if (this.#width === undefined && this.#block.rows.length === 0) throw fileEmpty();
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
        this.#ended = !this.#source.read();
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

  /** Numbers a record; drops blank ones, uses the first one as the header, and checks the others. */
  #take(cells: string[], text: string, start: number, end: number, lines: number, fault?: RecordFault): void {
    const row = ++this.#row;
    const line = this.#line;
    this.#line += lines;
    const { delimiter, newline } = this.#dialect;
    if (fault === undefined && isBlank(text, start, end - 1, delimiter)) return;
    const hasReturn = newline === '\n' && end > start + 1 && text.charCodeAt(end - 2) === 13;
    let raw = fault?.code === 'ROW_TOO_LARGE' ? '' : text.slice(start, hasReturn ? end - 2 : end - 1);
    if (hasReturn) dropReturn(cells, raw, delimiter);
    const cellFaults = this.#dialect.marked && hasMarks(raw) ? takeFaults(cells) : undefined;
    if (this.#dialect.invalidBytes) {
      fault = invalidBytes(raw, line, this.#dialect.encoding) ?? fault;
      raw = withoutMarks(raw);
      for (const [at, cell] of cells.entries()) cells[at] = withoutMarks(cell);
    }
    if (this.#width === undefined && this.#takeHeader(cells, raw, row, line, fault)) return;
    const block = this.#block;
    if (cellFaults !== undefined) block.cellFaults.set(block.rows.length, cellFaults);
    const found = fault ?? (this.#width && judgeCells(cells, raw, this.#width, this.#limits.maxCellBytes));
    if (found !== undefined) block.faults.set(block.rows.length, found);
    block.cells.push(cells);
    block.rows.push(row);
    block.lines.push(line);
    block.raw.push(cellFaults === undefined ? raw : rawOf(cells, cellFaults));
  }

  /** Whether the first record was the header, not data. */
  #takeHeader(cells: string[], raw: string, row: number, line: number, fault: RecordFault | undefined): boolean {
    if (!this.#dialect.hasHeader) {
      // A broken first record does not show the number of columns; the next one may.
      if (fault === undefined) this.#width = generatedHeader(cells, this.#limits);
      this.header = this.#width?.names ?? [];
      return false;
    }
    this.#width = readHeader(cells, line, fault, this.#limits);
    this.header = this.#width.names;
    this.headerRow = row;
    this.headerLine = line;
    this.headerRaw = raw;
    return true;
  }
}
