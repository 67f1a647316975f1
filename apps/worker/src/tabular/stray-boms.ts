import type { Warning } from '@sluice/core';

const BOM = Buffer.from('\ufeff');
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;

/**
 * Removes byte-order marks at the start of lines from UTF-8 that arrives in chunks: a second one at the start of a file, and
 * those of files that were joined.
 */
export class StrayBoms {
  #removed = 0;
  #held: Buffer = Buffer.alloc(0);
  #atLineStart = true;

  push(chunk: Buffer, last: boolean): Buffer {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const held = last ? 0 : bytes.at(-1) === 0xef ? 1 : bytes.at(-1) === 0xbb && bytes.at(-2) === 0xef ? 2 : 0;
    this.#held = Buffer.from(bytes.subarray(bytes.length - held));
    const body = held === 0 ? bytes : bytes.subarray(0, -held);
    if (body.length === 0) return body;
    const clean = body.indexOf(BOM) === -1 ? body : this.#clean(body);
    if (clean.length > 0) this.#atLineStart = isLineEnd(clean.at(-1));
    return clean;
  }

  get warnings(): Warning[] {
    if (this.#removed === 0) return [];
    const message = `Byte-order marks removed from the text of the file: ${this.#removed}.`;
    return [{ code: 'BOM_REMOVED', message, count: this.#removed }];
  }

  #clean(body: Buffer): Buffer {
    const pieces: Buffer[] = [];
    let from = 0;
    let lineStart = this.#atLineStart;
    for (let at = body.indexOf(BOM); at !== -1; at = body.indexOf(BOM, at + BOM.length)) {
      // One directly after a removed one is at the start of the line, too.
      if (at > from) lineStart = isLineEnd(body[at - 1]);
      if (!lineStart) continue;
      pieces.push(body.subarray(from, at));
      from = at + BOM.length;
      this.#removed++;
    }
    pieces.push(body.subarray(from));
    return Buffer.concat(pieces);
  }
}
