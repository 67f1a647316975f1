import { isAscii, isUtf8 } from 'node:buffer';
import { markOf } from './marks.ts';

/** Valid characters beyond ASCII are counted up to this number; more make no difference. */
const ENOUGH = 10_000;
/** Bytes of which it is asked whether they are ASCII. */
const STRIDE = 1024;

/** The length of the valid character at `at`; 0 if there is none, -1 if the bytes end within one. */
function characterAt(bytes: Buffer, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  for (let next = 1; next < length; next++) {
    const byte = bytes[at + next];
    if (byte === undefined) return -1;
    // The second byte has a smaller range after some leads: no overlong forms, no surrogates, nothing beyond U+10FFFF.
    const from = next > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const to = next > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte < from || byte > to) return 0;
  }
  return length;
}

/** The number of trailing bytes that start an incomplete character (0 to 3). */
export function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return characterAt(bytes, bytes.length - back) === -1 ? back : 0;
  }
  return 0;
}

/** The number of characters beyond ASCII in valid UTF-8. Most bytes of most files are ASCII, which is found natively. */
function beyondAscii(bytes: Buffer): number {
  let count = 0;
  for (let from = 0; from < bytes.length; from += STRIDE) {
    const part = bytes.subarray(from, from + STRIDE);
    if (isAscii(part)) continue;
    for (let at = 0; at < part.length; at++) if ((part[at] as number) >= 0xc2) count++;
  }
  return count;
}

/** Checks a file in chunks; a character may span two of them. */
export class Utf8Check {
  /** Offset of the first byte that is not UTF-8, or -1. */
  invalidAt = -1;
  /** Bytes that are not UTF-8. */
  invalid = 0;
  /** Valid characters beyond ASCII. */
  valid = 0;
  #offset = 0;
  #rest: Buffer = Buffer.alloc(0);

  /** Whether the chunk, with what was left of the one before, is valid. */
  push(chunk: Buffer): boolean {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length - unfinishedBytes(bytes);
    const body = whole === bytes.length ? bytes : bytes.subarray(0, whole);
    const sound = isUtf8(body);
    if (!sound) this.#count(body);
    else if (this.valid < ENOUGH) this.valid += beyondAscii(body);
    this.#offset += whole;
    this.#rest = Buffer.from(bytes.subarray(whole));
    return sound;
  }

  /** A character truncated by the end of the file is invalid too. */
  finish(): void {
    if (this.#rest.length === 0) return;
    if (this.invalidAt === -1) this.invalidAt = this.#offset;
    this.invalid += this.#rest.length;
    this.#rest = Buffer.alloc(0);
  }

  #count(body: Buffer): void {
    for (let at = 0; at < body.length; ) {
      const length = characterAt(body, at);
      if (length > 1) this.valid++;
      if (length <= 0) {
        this.invalid++;
        if (this.invalidAt === -1) this.invalidAt = this.#offset + at;
      }
      at += Math.max(length, 1);
    }
  }
}

/** Whether the start of a file is valid UTF-8; its last character may be cut off. */
export const isValidUtf8 = (head: Buffer): boolean => isUtf8(head.subarray(0, head.length - unfinishedBytes(head)));

/** Passes UTF-8 on in chunks, with marks for invalid bytes. */
export class Utf8Marks {
  /** Marks written so far. */
  invalid = 0;
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer, last: boolean): Buffer {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const whole = last ? bytes.length : bytes.length - unfinishedBytes(bytes);
    this.#rest = Buffer.from(bytes.subarray(whole));
    const body = bytes.subarray(0, whole);
    return isUtf8(body) ? body : this.#marked(body);
  }

  #marked(body: Buffer): Buffer {
    const pieces: Uint8Array[] = [];
    let from = 0;
    for (let at = 0; at < body.length; ) {
      const length = characterAt(body, at);
      if (length <= 0) {
        pieces.push(body.subarray(from, at), Uint8Array.from(markOf(body[at] as number)));
        this.invalid++;
        from = at + 1;
      }
      at += Math.max(length, 1);
    }
    pieces.push(body.subarray(from));
    return Buffer.concat(pieces);
  }
}
