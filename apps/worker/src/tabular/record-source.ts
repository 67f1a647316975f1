import { lastLineEnd, lineEnd, withoutEndOfFile } from './grammar.ts';
import { RecordParser, type RecordSink } from './parse-records.ts';
import { tooLarge } from './record-faults.ts';
import type { SpoolText } from './spool-text.ts';
import type { Dialect, Newline, TableLimits } from './types.ts';

/**
 * Joins the chunks of a spool to complete records and passes them to the sink. Keeps one unfinished record, up to the row
 * limit: a longer line is reported immediately and skipped.
 */
export class RecordSource {
  readonly #spool: SpoolText;
  readonly #newline: Newline;
  readonly #maxRowBytes: number;
  readonly #partial: boolean;
  readonly #parser: RecordParser;
  readonly #sink: RecordSink;
  #carry = '';
  /** Length at which an unfinished record is scanned again: twice the last one, so that a long record takes linear time. */
  #scanFrom = 0;
  #skipping = false;

  constructor(spool: SpoolText, dialect: Dialect, limits: TableLimits, partial: boolean, sink: RecordSink) {
    this.#spool = spool;
    this.#newline = dialect.newline;
    this.#maxRowBytes = limits.maxRowBytes;
    this.#partial = partial;
    this.#parser = new RecordParser(dialect, limits, sink);
    this.#sink = sink;
  }

  /** Reads one chunk and parses the complete records. False at the end of the spool. */
  read(): boolean {
    const piece = this.#spool.next();
    this.#carry += this.#skipping ? this.#afterSkipped(piece ?? '') : (piece ?? '');
    if (piece === undefined) this.#finish();
    else if (this.#carry.length >= this.#scanFrom) this.#parse(false);
    return piece !== undefined;
  }

  #finish(): void {
    const whole = !this.#partial;
    if (whole) this.#carry = withoutEndOfFile(this.#carry);
    const end = this.#newline === 'any' ? '\n' : this.#newline;
    // With `any`, a final CR would look like half a line break.
    if (whole && this.#carry !== '' && !this.#carry.endsWith(end)) this.#carry += end;
    this.#parse(whole);
  }

  #afterSkipped(piece: string): string {
    const end = lineEnd(piece, 0, this.#newline);
    if (end === -1) return '';
    this.#skipping = false;
    return piece.slice(end);
  }

  #parse(last: boolean): void {
    const end = lastLineEnd(this.#carry, this.#newline);
    if (end > 0) {
      const text = this.#carry.slice(0, end);
      const tail = this.#carry.slice(end);
      this.#carry = text.slice(this.#parser.parse(text, tail, last)) + tail;
    }
    if (this.#isEndlessLine()) {
      this.#sink([], '', 0, 0, 1, tooLarge(this.#maxRowBytes));
      this.#carry = '';
      this.#skipping = true;
    }
    this.#scanFrom = Math.min(this.#carry.length * 2, this.#maxRowBytes + 1);
  }

  #isEndlessLine(): boolean {
    if (this.#carry.length <= this.#maxRowBytes / 3 || lineEnd(this.#carry, 0, this.#newline) !== -1) return false;
    return this.#parser.bytesOf(this.#carry) > this.#maxRowBytes;
  }
}
