import { closeSync, openSync, readSync } from 'node:fs';
import { markedDecoding } from './invalid-bytes.ts';
import { separatorLine } from './sniff.ts';
import type { Dialect, Newline } from './types.ts';

/**
 * The text of a spool file, read on demand in chunks, without byte-order mark and `sep=` line. A chunk ends with a
 * line if possible, so that records rarely need to be joined across chunks.
 */
export class SpoolText {
  readonly #fd: number;
  readonly #buffer: Buffer;
  readonly #decode: (chunk: Buffer, last: boolean) => string;
  /** The byte that ends a line; undefined if several do. */
  readonly #lineEnd: Exclude<Newline, 'any'> | undefined;
  #state: 'start' | 'open' | 'ended' | 'closed' = 'start';
  #separatorLine: boolean;
  /** Bytes of an unfinished line, at the start of the buffer. */
  #kept = 0;

  constructor(path: string, dialect: Dialect, blockBytes: number) {
    this.#decode = dialect.invalidBytes ? markedDecoding() : decoding();
    this.#lineEnd = dialect.newline === 'any' ? undefined : dialect.newline;
    this.#separatorLine = dialect.separatorLine;
    this.#buffer = Buffer.allocUnsafe(Math.max(blockBytes, 64));
    this.#fd = openSync(path, 'r');
  }

  /** The next chunk, or `undefined` at the end. A chunk may be empty. */
  next(): string | undefined {
    if (this.#state === 'ended' || this.#state === 'closed') return undefined;
    const read = readSync(this.#fd, this.#buffer, this.#kept, this.#buffer.length - this.#kept, null);
    const bytes = this.#kept + read;
    const first = this.#state === 'start';
    const ended = read === 0;
    this.#state = ended ? 'ended' : 'open';
    const end = this.#endOfLines(bytes, ended);
    const text = this.#decode(this.#buffer.subarray(0, end), ended);
    this.#kept = bytes - end;
    if (this.#kept > 0) this.#buffer.copyWithin(0, end, bytes);
    if (!first || !this.#separatorLine) return text;
    return text.slice(separatorLine(text)?.length ?? 0);
  }

  /** The end of the last complete line in the buffer, or of the buffer if it has none, because a line may be longer. */
  #endOfLines(bytes: number, ended: boolean): number {
    if (ended || this.#lineEnd === undefined) return bytes;
    const at = this.#buffer.lastIndexOf(this.#lineEnd, bytes - 1);
    return at < this.#kept ? bytes : at + 1;
  }

  close(): void {
    if (this.#state !== 'closed') closeSync(this.#fd);
    this.#state = 'closed';
  }
}

/** Decodes UTF-8 in chunks. A byte-order mark at the start is left out. */
function decoding(): (chunk: Buffer, last: boolean) => string {
  const decoder = new TextDecoder('utf-8');
  return (chunk, last) => decoder.decode(chunk, { stream: !last });
}
