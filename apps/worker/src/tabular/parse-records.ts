import Papa from 'papaparse';
import { isUtf16 } from './encoding.ts';
import { INCOMPLETE, MISPLACED, scanRecord } from './grammar.ts';
import { bytes, misplaced, tooLarge, unclosed } from './record-faults.ts';
import type { Dialect, RecordFault, TableLimits } from './types.ts';

/** Takes one record: its cells, where it stands in the text (its terminator included) and its physical lines. */
export type RecordSink = (cells: string[], start: number, end: number, lines: number, fault?: RecordFault) => void;

/**
 * Runs papaparse's synchronous core over text that ends with a newline and tells the sink of every whole record.
 * Papaparse alone would search for the end of a broken quote through all that follows; so at its first complaint the
 * rest of the text is read record by record, and a broken quote ends its record with its first physical line.
 */
export class RecordParser {
  readonly #dialect: Dialect;
  readonly #maxRowBytes: number;
  /** No text of so many characters can exceed the row limit in any encoding. */
  readonly #safeLength: number;
  readonly #sink: RecordSink;
  readonly #single: Papa.Parser;
  #fast: Papa.Parser;
  #text = '';
  #start = 0;
  #stopped = false;

  constructor(dialect: Dialect, limits: TableLimits, sink: RecordSink) {
    this.#dialect = dialect;
    this.#maxRowBytes = limits.maxRowBytes;
    this.#safeLength = Math.floor(limits.maxRowBytes / 3);
    this.#sink = sink;
    const { delimiter, newline } = dialect;
    this.#single = new Papa.Parser({ delimiter, newline });
    this.#fast = this.#fastParser();
  }

  /**
   * Returns where the first record begins that does not end in `text`. `tail` is what is already known to follow, an
   * unfinished line; `last` says that nothing else will.
   */
  parse(text: string, tail: string, last: boolean): number {
    this.#text = text;
    this.#start = 0;
    this.#stopped = false;
    const { errors } = this.#fast.parse(text, 0, true) as Papa.ParseResult<string[]>;
    if (this.#stopped) this.#fast = this.#fastParser();
    else if (this.#start === text.length) return this.#start;
    else if (errors.length === 0 && !last && !this.#exceeds(text.length - this.#start + tail.length))
      return this.#start;
    return this.#parseOneByOne(tail, last);
  }

  /** How many bytes of the file the text was. */
  bytesOf(text: string): number {
    if (this.#dialect.encoding === 'windows-1252') return text.length;
    return isUtf16(this.#dialect.encoding) ? text.length * 2 : Buffer.byteLength(text);
  }

  #exceeds(length: number): boolean {
    return length > this.#safeLength;
  }

  /** An aborted parser stays aborted, hence a new one each time. */
  #fastParser(): Papa.Parser {
    const { delimiter, newline } = this.#dialect;
    const step = ({ data, errors }: Papa.ParseStepResult<string[]>): void => {
      const end = parser.getCharIndex();
      if (errors.length > 0 || this.#exceeds(end - this.#start)) {
        this.#stopped = true;
        parser.abort();
        return;
      }
      // Papaparse's types say one row here; at run time it is a list of one.
      this.#emit((data as unknown as string[][])[0] ?? [], end);
    };
    const parser = new Papa.Parser({ delimiter, newline, step });
    return parser;
  }

  #emit(cells: string[], end: number, fault?: RecordFault): void {
    const start = this.#start;
    let lines = 1;
    let at = this.#text.indexOf(this.#dialect.newline, start) + 1;
    while (at < end) {
      lines++;
      at = this.#text.indexOf(this.#dialect.newline, at) + 1;
    }
    this.#start = end;
    this.#sink(cells, start, end, lines, fault);
  }

  #parseOneByOne(tail: string, last: boolean): number {
    const text = this.#text;
    const { delimiter, newline } = this.#dialect;
    while (this.#start < text.length) {
      const start = this.#start;
      const scanned = scanRecord(text, start, delimiter, newline);
      const end = scanned === INCOMPLETE ? text.length : scanned;
      const broken = this.#faultOf(scanned, text.indexOf(newline, start), end, tail, last);
      if (broken === 'wait') return start;
      if (broken === undefined) {
        this.#emit(
          (this.#single.parse(text.slice(start, end), 0, true) as Papa.ParseResult<string[]>).data[0] ?? [],
          end,
        );
      } else {
        this.#emit([], text.indexOf(newline, start) + 1, broken);
      }
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
      const { delimiter, newline } = this.#dialect;
      const here = scanRecord(line + newline, 0, delimiter, newline) === MISPLACED;
      return here ? misplaced(line) : unclosed(line, 'where the cell ends');
    }
    const size = this.#text.slice(this.#start, end - 1);
    if (scanned !== INCOMPLETE)
      return this.#tooManyBytes(size) ? unclosed(line, `within ${bytes(this.#maxRowBytes)}`) : undefined;
    if (last) return unclosed(line, 'until the end of the file');
    return this.#tooManyBytes(size + tail) ? unclosed(line, `within ${bytes(this.#maxRowBytes)}`) : 'wait';
  }

  #tooManyBytes(text: string): boolean {
    return this.#exceeds(text.length) && this.bytesOf(text) > this.#maxRowBytes;
  }
}
