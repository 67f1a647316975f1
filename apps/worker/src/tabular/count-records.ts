import { INCOMPLETE, isBlank, scanRecord, UNDECIDED, withoutEndOfFile } from './grammar.ts';
import type { Delimiter } from './types.ts';

export interface CountOptions {
  readonly delimiter: Delimiter;
  readonly newline: '\n' | '\r';
  readonly maxRowBytes: number;
}

/** Characters of an unfinished record that is scanned again whenever text follows; no more than are pushed at a time. */
const SHORT = 16 * 1024;

/**
 * Counts the non-blank records of a text in a plain grammar that arrives in chunks, including the header, exactly as
 * `openCsv` will return them. Keeps at most one unfinished record, up to the row limit.
 */
export class RecordCounter {
  records = 0;
  /** Some record can only be counted in the decoded text. */
  undecided = false;
  readonly #options: CountOptions;
  readonly #maxUnits: number;
  #carry = '';
  /** Length at which an unfinished record is scanned again: twice that of a long one, so that it takes linear time. */
  #scanFrom = 0;
  #skipping = false;

  constructor(options: CountOptions) {
    this.#options = options;
    this.#maxUnits = options.maxRowBytes;
  }

  push(text: string): void {
    const { newline } = this.#options;
    let from = 0;
    if (this.#skipping) {
      from = text.indexOf(newline) + 1;
      if (from === 0) return;
      this.#skipping = false;
    }
    const lineEnd = text.indexOf(newline, from) + 1;
    // An unfinished record usually ends with this line; joining it with no more of the text saves a copy.
    if (this.#carry !== '' && lineEnd > 0) {
      this.#join(text.slice(from, lineEnd));
      from = lineEnd;
    }
    if (this.#carry === '') this.#scan(text, from, false);
    else this.#join(text.slice(from));
  }

  #join(text: string): void {
    this.#carry += text;
    if (this.#carry.length >= this.#scanFrom) this.#scan(this.#carry, 0, false);
  }

  /** Counts the rest, including a last line without terminator. Returns the number of records. */
  finish(): number {
    this.#carry = withoutEndOfFile(this.#carry);
    if (this.#carry !== '') {
      if (!this.#carry.endsWith(this.#options.newline)) this.#carry += this.#options.newline;
      this.#scan(this.#carry, 0, true);
    }
    return this.records;
  }

  /** Counts the records from `start` on, and keeps what is left. */
  #scan(text: string, start: number, last: boolean): void {
    const { delimiter, newline } = this.#options;
    let quote = text.indexOf('"', start);
    let count = 0;
    while (start < text.length) {
      const lineEnd = text.indexOf(newline, start);
      if (lineEnd === -1) break;
      if (quote !== -1 && quote < start) quote = text.indexOf('"', start);
      let end = lineEnd + 1;
      if (quote !== -1 && quote < lineEnd && lineEnd - start <= this.#maxUnits) {
        const scanned = scanRecord(text, start, this.#options, true);
        this.undecided ||= scanned === UNDECIDED;
        const size = (scanned === INCOMPLETE ? text.length : scanned) - start - 1;
        if (scanned === INCOMPLETE && !last && size <= this.#maxUnits) break;
        // A broken quote, or one open beyond the row limit, ends its record with its first physical line.
        if (scanned > 0 && size <= this.#maxUnits) end = scanned;
      }
      if (lineEnd - start > this.#maxUnits || !isBlank(text, start, lineEnd, delimiter)) count++;
      start = end;
    }
    this.records += count;
    this.#carry = text.slice(start);
    this.#scanFrom = this.#carry.length < SHORT ? 0 : Math.min(this.#carry.length * 2, this.#maxUnits + 1);
    if (this.#carry.length > this.#maxUnits && this.#carry.indexOf(newline) === -1) this.#skip();
  }

  #skip(): void {
    this.records++;
    this.#carry = '';
    this.#scanFrom = 0;
    this.#skipping = true;
  }
}
