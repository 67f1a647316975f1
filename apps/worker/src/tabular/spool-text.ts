import { closeSync, openSync, readSync } from 'node:fs';
import { textDecoding } from './decode.ts';
import { separatorLine } from './sniff.ts';
import type { Dialect } from './types.ts';

/** The decoded text of a spool file in pieces, read when asked for; without byte-order mark and `sep=` line. */
export class SpoolText {
  readonly #fd: number;
  readonly #buffer: Buffer;
  readonly #decode: (chunk: Buffer, last: boolean) => string;
  #state: 'start' | 'open' | 'ended' | 'closed' = 'start';
  #separatorLine: boolean;
  #bomBytes: number;

  constructor(path: string, dialect: Dialect, blockBytes: number) {
    this.#decode = textDecoding(dialect.encoding);
    this.#separatorLine = dialect.separatorLine;
    this.#bomBytes = dialect.bom ? (dialect.encoding === 'utf-8' ? 3 : 2) : 0;
    this.#buffer = Buffer.allocUnsafe(Math.max(blockBytes, 64));
    this.#fd = openSync(path, 'r');
  }

  /** The next piece, `undefined` at the end. A piece may be empty. */
  next(): string | undefined {
    if (this.#state === 'ended' || this.#state === 'closed') return undefined;
    const bytes = readSync(this.#fd, this.#buffer, 0, this.#buffer.length, null);
    const first = this.#state === 'start';
    this.#state = bytes === 0 ? 'ended' : 'open';
    const text = this.#decode(this.#buffer.subarray(first ? Math.min(this.#bomBytes, bytes) : 0, bytes), bytes === 0);
    if (!first || !this.#separatorLine) return text;
    return text.slice(separatorLine(text)?.length ?? 0);
  }

  close(): void {
    if (this.#state !== 'closed') closeSync(this.#fd);
    this.#state = 'closed';
  }
}
