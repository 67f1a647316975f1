import Papa from 'papaparse';
import { countLineEnds, INCOMPLETE, isPlain, lineEnd, MISPLACED, readRecord, scanRecord } from './grammar.ts';
import { bytes, misplaced, tooLarge, unclosed } from './record-faults.ts';
import type { Dialect, RecordFault, TableLimits } from './types.ts';

/** Receives one record: its cells, its position in the text (including its terminator) and its physical lines. */
export type RecordSink = (
  cells: string[],
  text: string,
  start: number,
  end: number,
  lines: number,
  fault?: RecordFault,
) => void;

/**
 * Runs papaparse's synchronous core over text that ends with a newline and passes every complete record to the sink.
 * Papaparse alone would search all of the following text for the end of a broken quote, so from its first error on the text
 * is read record by record, and a record with a broken quote ends with its first physical line. Grammars that papaparse does
 * not know are read record by record from the start.
 */
export class RecordParser {
  readonly #dialect: Dialect;
  readonly #plain: boolean;
  readonly #maxRowBytes: number;
  /** No text with at most this many characters can exceed the row limit, in any encoding. */
  readonly #safeLength: number;
  readonly #sink: RecordSink;
  readonly #papa: Papa.Parser;
  #text = '';
  #start = 0;
  /** The first quote at or after `#start`, or the length of the text. */
  #quote = 0;

  constructor(dialect: Dialect, limits: TableLimits, sink: RecordSink) {
    this.#dialect = dialect;
    this.#maxRowBytes = limits.maxRowBytes;
    this.#safeLength = Math.floor(limits.maxRowBytes / 3);
    this.#sink = sink;
    this.#plain = isPlain(dialect);
    const { delimiter, newline } = dialect;
    this.#papa = new Papa.Parser({ delimiter, newline: newline === '\r' ? '\r' : '\n' });
  }

  /**
   * Returns the start of the first record that does not end in `text`. `tail` is the unfinished line that is already known to
   * follow; `last` means that nothing else will.
   */
  parse(text: string, tail: string, last: boolean): number {
    this.#text = text;
    this.#start = 0;
    this.#quote = -1;
    if (!this.#plain) return this.#parseOneByOne(tail, last);
    const { data, errors } = this.#papaparse(text);
    const sound = errors[0]?.row ?? data.length;
    for (let row = 0; row < sound; row++) {
      const cells = data[row] as string[];
      const lines = this.#lineEndsIn(cells) + 1;
      const end = this.#afterLines(lines);
      if (end - this.#start > this.#safeLength) return this.#parseOneByOne(tail, last);
      this.#emit(cells, end, lines);
    }
    if (this.#start === text.length) return this.#start;
    const wait = errors.length === 0 && !last && text.length - this.#start + tail.length <= this.#safeLength;
    return wait ? this.#start : this.#parseOneByOne(tail, last);
  }

  /** The number of file bytes of the text. */
  bytesOf(text: string): number {
    return Buffer.byteLength(text);
  }

  /** Complete records; the last, unfinished one is left for the next chunk. */
  #papaparse(text: string): Papa.ParseResult<string[]> {
    return this.#papa.parse(text, 0, true) as Papa.ParseResult<string[]>;
  }

  /** Line breaks inside the record that starts at `#start`: only quoted cells can have them. */
  #lineEndsIn(cells: readonly string[]): number {
    const { newline } = this.#dialect;
    if (this.#quote < this.#start) {
      const quote = this.#text.indexOf('"', this.#start);
      this.#quote = quote === -1 ? this.#text.length : quote;
    }
    if (this.#quote === this.#text.length || this.#quote > this.#text.indexOf(newline, this.#start)) return 0;
    let count = 0;
    for (const cell of cells) {
      for (let at = cell.indexOf(newline); at !== -1; at = cell.indexOf(newline, at + 1)) count++;
    }
    return count;
  }

  #afterLines(lines: number): number {
    let at = this.#start;
    for (let line = 0; line < lines; line++) at = lineEnd(this.#text, at, this.#dialect.newline);
    return at;
  }

  #emit(cells: string[], end: number, lines: number, fault?: RecordFault): void {
    const start = this.#start;
    this.#start = end;
    this.#sink(cells, this.#text, start, end, lines, fault);
  }

  #parseOneByOne(tail: string, last: boolean): number {
    const text = this.#text;
    const { newline, comment } = this.#dialect;
    while (this.#start < text.length) {
      const start = this.#start;
      if (comment !== null && text.startsWith(comment, start)) {
        this.#emit([], this.#afterLines(1), 1);
        continue;
      }
      let cells: string[] = [];
      const scanned = this.#plain
        ? scanRecord(text, start, this.#dialect)
        : readRecord(text, start, this.#dialect, cells);
      const end = scanned === INCOMPLETE ? text.length : scanned;
      const broken = this.#faultOf(scanned, lineEnd(text, start, newline) - 1, end, tail, last);
      if (broken === 'wait') return start;
      if (broken !== undefined) {
        this.#emit([], this.#afterLines(1), 1, broken);
        continue;
      }
      if (this.#plain) cells = this.#papaparse(text.slice(start, end)).data[0] ?? [];
      this.#quote = -1;
      this.#emit(
        cells,
        end,
        this.#plain ? this.#lineEndsIn(cells) + 1 : countLineEnds(text.slice(start, end), newline),
      );
    }
    return this.#start;
  }

  #faultOf(
    scanned: number,
    lineEnd: number,
    end: number,
    tail: string,
    last: boolean,
  ): RecordFault | 'wait' | undefined {
    const line = this.#text.slice(this.#start, lineEnd);
    if (this.#tooManyBytes(line)) return tooLarge(this.#maxRowBytes);
    if (scanned === MISPLACED) {
      const here = readRecord(`${line}\n`, 0, { ...this.#dialect, newline: '\n' }, []) === MISPLACED;
      return here ? misplaced(line) : unclosed(line, 'at the end of the cell');
    }
    const size = this.#text.slice(this.#start, end - 1);
    if (scanned !== INCOMPLETE)
      return this.#tooManyBytes(size) ? unclosed(line, `within ${bytes(this.#maxRowBytes)}`) : undefined;
    if (last) return unclosed(line, 'before the end of the file');
    return this.#tooManyBytes(size + tail) ? unclosed(line, `within ${bytes(this.#maxRowBytes)}`) : 'wait';
  }

  #tooManyBytes(text: string): boolean {
    return text.length > this.#safeLength && this.bytesOf(text) > this.#maxRowBytes;
  }
}
