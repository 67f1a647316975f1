/** Characters gathered before they are encoded. */
const CHUNK_CHARACTERS = 256 * 1024;

const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0' };
const escapeField = (text: string): string => text.replace(/[\\\t\n\r\0]/g, (c) => ESCAPES[c] as string);

/** Gathers good rows as the tab-separated UTF-8 lines that LOAD DATA reads. */
export class LineWriter {
  rows = 0;
  readonly #wanted: boolean;
  readonly #chunks: Uint8Array[] = [];
  #text = '';

  /** Without `wanted` rows are only counted. */
  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  write(row: number, line: number, values: readonly (string | undefined)[]): void {
    this.rows++;
    if (!this.#wanted) return;
    let text = `${row}\t${line}`;
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      if (value === undefined) text += '\t\\N';
      else text += `\t${SPECIAL.test(value) ? escapeField(value) : value}`;
    }
    this.#text += `${text}\n`;
    if (this.#text.length >= CHUNK_CHARACTERS) this.#flush();
  }

  finish(): Uint8Array[] {
    this.#flush();
    return this.#chunks;
  }

  #flush(): void {
    if (this.#text !== '') this.#chunks.push(encode(this.#text));
    this.#text = '';
  }
}

const encoder = new TextEncoder();
/** Bytes of their own, never a slice of Node's shared pool: they are handed over to another thread. */
export const encode = (text: string): Uint8Array => encoder.encode(text);
