import { open } from 'node:fs/promises';
import type { Dialect } from '../../tabular/index.ts';
import {
  after,
  BLANK_LINE,
  BLANK_NEXT,
  CLOSED,
  END_CRLF,
  END_LF,
  endsBlank,
  endsWhole,
  FIRST_EVENT,
  LINE_END_IN_CELL,
  NEXT,
  NOT_PLAIN,
  type PlainGrammar,
  plainGrammar,
  QUOTE_IN_TEXT,
  QUOTED,
  START,
  TEXT,
} from './plain-grammar.ts';

/** Bytes scanned at a time: about a third of a millisecond, which keeps the event loop free. */
const PIECE_BYTES = 256 * 1024;

/** Facts about a file that DuckDB reads exactly like our own reader. */
export interface PlainFile {
  /** Non-blank records, including the header. */
  readonly records: number;
  readonly newline: '\n' | '\r\n';
  /** Some cell contains a line break or an inner quote, which a thread that starts in the middle of the file may misread. */
  readonly intricate: boolean;
  /** Bytes of all cells by column, without enclosing quotes and without the header. */
  readonly cellBytes: Float64Array;
}

export interface PlainScanInput {
  readonly path: string;
  readonly dialect: Dialect;
  /** Every record must have this many cells. */
  readonly columns: number;
  /** Every record must be shorter, so that none of its cells can be too large. */
  readonly maxRecordBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Scans every byte of a file to decide whether it is unambiguous: all records complete and of the same width, one kind of
 * line break, blank lines only at the end. Undefined if it is not.
 */
export async function scanPlain(input: PlainScanInput): Promise<PlainFile | undefined> {
  const { signal } = input;
  const file = await open(input.path);
  try {
    const scan = new PlainScan(input);
    const buffer = Buffer.allocUnsafe(PIECE_BYTES);
    let position = 0;
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, position);
      if (bytesRead === 0) return scan.finish();
      if (!scan.push(buffer, bytesRead)) return undefined;
      position += bytesRead;
    }
  } finally {
    await file.close();
  }
}

class PlainScan {
  readonly #grammar: PlainGrammar;
  readonly #maxRecordBytes: number;
  readonly #hasHeader: boolean;
  readonly #cellBytes: Float64Array;
  #state = START;
  #cells = 0;
  #records = 0;
  #lineEnd = 0;
  #intricate = false;
  /** A blank line was seen, so no record may follow. */
  #ended = false;
  /** Sizes of the current record and cell before this chunk. */
  #recordBytes = 0;
  #cellStarted = 0;
  /** Closing quotes of the current cell; all but the last are half of a doubled quote. */
  #closings = 0;

  constructor({ dialect, columns, maxRecordBytes }: PlainScanInput) {
    this.#grammar = plainGrammar(dialect.delimiter);
    this.#cellBytes = new Float64Array(columns);
    this.#maxRecordBytes = maxRecordBytes;
    this.#hasHeader = dialect.hasHeader;
  }

  /** False if the file is not plain. */
  push(bytes: Buffer, length: number): boolean {
    const { table, inText, inQuotes } = this.#grammar;
    let state = this.#state;
    let start = -this.#recordBytes;
    let cellStart = -this.#cellStarted;
    for (let at = 0; at < length; at++) {
      state = table[(state << 8) | (bytes[at] as number)] as number;
      // Most bytes do not change the state and are skipped.
      if (state === TEXT) while (at + 1 < length && inText[bytes[at + 1] as number] === 1) at++;
      else if (state === QUOTED) while (at + 1 < length && inQuotes[bytes[at + 1] as number] === 1) at++;
      else if (state === CLOSED) this.#closings++;
      else if (state === NEXT || state === BLANK_NEXT) {
        this.#endCell(at - cellStart);
        cellStart = at + 1;
      } else if (state >= FIRST_EVENT) {
        if (state === NOT_PLAIN) return false;
        if (state === LINE_END_IN_CELL || state === QUOTE_IN_TEXT) this.#intricate = true;
        else {
          if (this.#records === 0 && state === END_CRLF && !isFirstLineEnd(bytes, at)) return false;
          const returns = state === END_CRLF ? 1 : 0;
          if (!this.#endRecord(state, at - returns - cellStart, at - start)) return false;
          start = at + 1;
          cellStart = start;
        }
        state = after[state] as number;
      }
    }
    this.#state = state;
    this.#recordBytes = length - start;
    this.#cellStarted = length - cellStart;
    return this.#recordBytes <= this.#maxRecordBytes;
  }

  finish(): PlainFile | undefined {
    if (!endsBlank(this.#state)) {
      if (!endsWhole(this.#state)) return undefined;
      if (!this.#endRecord(this.#lineEnd || END_LF, this.#cellStarted, this.#recordBytes)) return undefined;
    }
    const newline = this.#lineEnd === END_CRLF ? '\r\n' : '\n';
    return { records: this.#records, newline, intricate: this.#intricate, cellBytes: this.#cellBytes };
  }

  #endCell(bytes: number): void {
    const quotes = this.#closings === 0 ? 0 : this.#closings + 1;
    this.#closings = 0;
    if (this.#cells < this.#cellBytes.length)
      this.#cellBytes[this.#cells] = (this.#cellBytes[this.#cells] ?? 0) + bytes - quotes;
    this.#cells++;
  }

  #endRecord(event: number, cellBytes: number, bytes: number): boolean {
    if (event === BLANK_LINE) {
      this.#ended = true;
      this.#cells = 0;
      return true;
    }
    this.#endCell(cellBytes);
    const cells = this.#cells;
    this.#cells = 0;
    this.#lineEnd ||= event;
    this.#records++;
    if (this.#records === 1 && this.#hasHeader) this.#cellBytes.fill(0);
    const fits = cells === this.#cellBytes.length && bytes <= this.#maxRecordBytes;
    return fits && !this.#ended && event === this.#lineEnd;
  }
}

/** Whether no cell before the CRLF at `at` has a line break: DuckDB uses the first one, even inside a cell. */
const isFirstLineEnd = (bytes: Buffer, at: number): boolean =>
  bytes.indexOf('\r') === at - 1 && bytes.indexOf('\n') === at;
