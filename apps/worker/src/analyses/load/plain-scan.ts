import { open } from 'node:fs/promises';
import type { Dialect } from '../../tabular/index.ts';
import {
  after,
  BLANK_LINE,
  END_CRLF,
  END_LF,
  endsBlank,
  endsWhole,
  FIRST_EVENT,
  LINE_END_IN_CELL,
  NOT_PLAIN,
  type PlainGrammar,
  plainGrammar,
  QUOTE_IN_TEXT,
  START,
} from './plain-grammar.ts';

/** Bytes looked at in one go: about a third of a millisecond, so that the event loop stays free. */
const PIECE_BYTES = 256 * 1024;

/** What was found in a file that DuckDB reads exactly as our own reader does. */
export interface PlainFile {
  /** Records that are not blank, the header included. */
  readonly records: number;
  readonly newline: '\n' | '\r\n';
  /** Some cell has a line end, or a quote in its middle: DuckDB must not begin to read in the midst of the file. */
  readonly intricate: boolean;
}

export interface PlainScanInput {
  readonly path: string;
  readonly dialect: Dialect;
  /** Every record must have as many cells. */
  readonly columns: number;
  /** Every record must be shorter, so that none of its cells can be too large. */
  readonly maxRecordBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Looks at every byte of a file and says whether it is so plain that there is but one way to read it: every record
 * whole and of the same width, one kind of line end, blank lines at the end only. Undefined when it is not.
 */
export async function scanPlain(input: PlainScanInput): Promise<PlainFile | undefined> {
  const { dialect, signal } = input;
  const file = await open(input.path);
  try {
    const scan = new PlainScan(input);
    const buffer = Buffer.allocUnsafe(PIECE_BYTES);
    let position = dialect.bom ? 3 : 0;
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
  readonly #columns: number;
  readonly #maxRecordBytes: number;
  #state = START;
  #cells = 1;
  #records = 0;
  #lineEnd = 0;
  #intricate = false;
  /** A blank line was passed: no record may follow. */
  #ended = false;
  /** Of the current record, before this piece. */
  #recordBytes = 0;

  constructor({ dialect, columns, maxRecordBytes }: PlainScanInput) {
    this.#grammar = plainGrammar(dialect.delimiter);
    this.#columns = columns;
    this.#maxRecordBytes = maxRecordBytes;
  }

  /** False when the file is not plain. */
  push(bytes: Buffer, length: number): boolean {
    const { table, cellEnds } = this.#grammar;
    let state = this.#state;
    let cells = this.#cells;
    let start = -this.#recordBytes;
    for (let at = 0; at < length; at++) {
      state = table[(state << 8) | (bytes[at] as number)] as number;
      cells += cellEnds[state] as number;
      if (state < FIRST_EVENT) continue;
      if (state === NOT_PLAIN) return false;
      if (state === LINE_END_IN_CELL || state === QUOTE_IN_TEXT) this.#intricate = true;
      else {
        if (this.#records === 0 && state === END_CRLF && !isFirstLineEnd(bytes, at)) return false;
        if (!this.#endRecord(state, cells, at - start)) return false;
        cells = 1;
        start = at + 1;
      }
      state = after[state] as number;
    }
    this.#state = state;
    this.#cells = cells;
    this.#recordBytes = length - start;
    return this.#recordBytes <= this.#maxRecordBytes;
  }

  finish(): PlainFile | undefined {
    if (!endsBlank(this.#state)) {
      if (!endsWhole(this.#state)) return undefined;
      if (!this.#endRecord(this.#lineEnd || END_LF, this.#cells, this.#recordBytes)) return undefined;
    }
    return { records: this.#records, newline: this.#lineEnd === END_CRLF ? '\r\n' : '\n', intricate: this.#intricate };
  }

  #endRecord(event: number, cells: number, bytes: number): boolean {
    if (event === BLANK_LINE) {
      this.#ended = true;
      return true;
    }
    this.#lineEnd ||= event;
    this.#records++;
    return !this.#ended && event === this.#lineEnd && cells === this.#columns && bytes <= this.#maxRecordBytes;
  }
}

/** Whether no cell before the CRLF at `at` has a line end: DuckDB goes by the first one, wherever it stands. */
const isFirstLineEnd = (bytes: Buffer, at: number): boolean =>
  bytes.indexOf('\r') === at - 1 && bytes.indexOf('\n') === at;
