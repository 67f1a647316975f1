import { ByteWriter, stopsAt } from './byte-writer.ts';
import { inClass } from './char-class.ts';
import { disarm, FORMULA_STARTS } from './formula.ts';
import type { SheetCell } from './types.ts';

export interface CsvOptions {
  /** One character. */
  readonly delimiter?: string;
  readonly newline?: '\n' | '\r\n';
  /** Without it Excel reads UTF-8 as the local code page. */
  readonly byteOrderMark?: boolean;
  /** Puts `'` before text that a spreadsheet would execute; see `disarm`. */
  readonly harmless?: boolean;
}

const BYTE_ORDER_MARK = '\ufeff';
const SUSPICIOUS = stopsAt(FORMULA_STARTS);

/**
 * Streams CSV (RFC 4180) in UTF-8: the header, then rows in batches. An empty cell is an empty field; dates are ISO 8601 in
 * UTC, booleans `true` and `false`.
 */
export async function* csvLines(
  header: readonly string[],
  rows: AsyncIterable<readonly (readonly SheetCell[])[]>,
  options: CsvOptions = {},
): AsyncGenerator<Uint8Array> {
  const out = new ByteWriter();
  const lines = new CsvWriter(out, options);
  if (options.byteOrderMark) out.utf8(BYTE_ORDER_MARK);
  lines.write(header);
  for await (const piece of rows) {
    for (const cells of piece) {
      lines.write(cells);
      if (out.full) yield out.take();
    }
  }
  yield out.take();
}

class CsvWriter {
  readonly #out: ByteWriter;
  readonly #delimiter: Uint8Array;
  /** Numbers and dates may contain the delimiter. */
  readonly #guarded: boolean;
  readonly #newline: string;
  readonly #harmless: boolean;
  readonly #stops: Uint8Array;
  readonly #special: RegExp;

  constructor(out: ByteWriter, { delimiter = ',', newline = '\r\n', harmless: safe = false }: CsvOptions) {
    this.#out = out;
    this.#delimiter = Buffer.from(delimiter);
    this.#guarded = /[-+.:\w]/.test(delimiter);
    this.#newline = newline;
    this.#harmless = safe;
    this.#stops = stopsAt(`"\r\n${delimiter}`);
    // A byte-order mark in the first field would be mistaken for the file's.
    this.#special = new RegExp(`["\\r\\n${BYTE_ORDER_MARK}${inClass(delimiter)}]`);
  }

  write(cells: readonly SheetCell[]): void {
    // Most readers skip an empty line.
    if (cells.length === 1 && (cells[0] ?? '') === '') this.#out.ascii('""');
    else {
      for (let at = 0; at < cells.length; at++) {
        if (at > 0) this.#out.constant(this.#delimiter);
        const cell = cells[at] ?? null;
        if (typeof cell === 'string') this.#text(cell);
        else if (this.#guarded && cell !== null) this.#text(cell instanceof Date ? isoText(cell) : String(cell));
        else if (typeof cell === 'number' && Number.isFinite(cell)) this.#out.number(cell);
        else if (cell !== null) this.#out.ascii(cell instanceof Date ? isoText(cell) : String(cell));
      }
    }
    this.#out.ascii(this.#newline);
  }

  #text(cell: string): void {
    const suspicious = this.#harmless && SUSPICIOUS[cell.charCodeAt(0)] === 1;
    const text = suspicious ? disarm(cell) : cell;
    const mark = this.#out.length;
    const at = this.#out.plain(text, 0, this.#stops);
    if (at === text.length) return;
    if (this.#special.test(text)) {
      this.#out.cutTo(mark);
      this.#out.utf8(`"${text.replaceAll('"', '""')}"`);
    } else this.#out.utf8(text.slice(at));
  }
}

const isoText = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString());
