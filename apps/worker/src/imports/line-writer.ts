/** Characters gathered before they are encoded. */
const CHUNK_CHARACTERS = 128 * 1024;

const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0' };
/** True where `text`, or a part of it, cannot stand in a line as it is. */
export const needsEscape = (text: string): boolean => SPECIAL.test(text);
const escapeField = (text: string): string => text.replace(/[\\\t\n\r\0]/g, (c) => ESCAPES[c] as string);

/**
 * Gathers good rows as the tab-separated UTF-8 lines that LOAD DATA reads. Lines are joined, not added up: V8 would
 * build a tree of half a million pieces for every batch.
 */
export class LineWriter {
  rows = 0;
  readonly #wanted: boolean;
  readonly #chunks: Uint8Array[] = [];
  #lines: string[] = [];
  #characters = 0;

  /** Without `wanted` rows are only counted. */
  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  /** `plain` promises that no value holds a character that must be escaped: see `needsEscape`. */
  write(row: number, line: number, values: readonly (string | undefined)[], plain: boolean): void {
    this.rows++;
    if (!this.#wanted) return;
    const fields: (string | number)[] = [row, line];
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      fields.push(value === undefined ? '\\N' : plain || !SPECIAL.test(value) ? value : escapeField(value));
    }
    const text = fields.join('\t');
    this.#lines.push(text);
    this.#characters += text.length;
    if (this.#characters >= CHUNK_CHARACTERS) this.#flush();
  }

  finish(): Uint8Array[] {
    this.#flush();
    return this.#chunks;
  }

  #flush(): void {
    if (this.#lines.length === 0) return;
    this.#lines.push('');
    this.#chunks.push(encode(this.#lines.join('\n')));
    this.#lines = [];
    this.#characters = 0;
  }
}

const encoder = new TextEncoder();
/** Bytes of their own, never a slice of Node's shared pool: they are handed over to another thread. */
export const encode = (text: string): Uint8Array => encoder.encode(text);
