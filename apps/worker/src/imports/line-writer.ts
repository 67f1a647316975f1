import type { ByteSink } from './byte-sink.ts';

const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0' };

/** Whether `text` contains characters that must be escaped in a line. */
export const needsEscape = (text: string): boolean => SPECIAL.test(text);
const escapeField = (text: string): string => text.replace(/[\\\t\n\r\0]/g, (c) => ESCAPES[c] as string);

/** Collects good rows as the tab-separated UTF-8 lines that LOAD DATA reads. */
export class LineWriter {
  rows = 0;
  readonly #sink: ByteSink | undefined;
  /** The fields of one line; reused for the next. */
  readonly #fields: (string | number)[] = [];

  /** Without a sink, rows are only counted. */
  constructor(sink: ByteSink | undefined) {
    this.#sink = sink;
  }

  /** `plain` guarantees that no value contains a character that must be escaped: see `needsEscape`. */
  write(row: number, line: number, values: readonly (string | undefined)[], plain: boolean): void {
    this.rows++;
    if (!this.#sink) return;
    const fields = this.#fields;
    fields[0] = row;
    fields[1] = line;
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      fields[at + 2] = value === undefined ? '\\N' : plain || !SPECIAL.test(value) ? value : escapeField(value);
    }
    this.#sink.write(`${fields.join('\t')}\n`);
  }

  finish(): Uint8Array[] {
    return this.rows > 0 && this.#sink ? [this.#sink.finish()] : [];
  }
}
