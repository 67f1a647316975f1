import { isAscii, isUtf8 } from 'node:buffer';
import { AppError } from '@sluice/core';
import type { Encoding } from './types.ts';

export interface EncodingGuess {
  readonly encoding: Encoding;
  readonly certainty: 'given' | 'bom' | 'valid';
  /** Bytes of the byte-order mark, 0 without one. */
  readonly bomBytes: number;
}

/** The byte-order mark at the start of `head`, if it is a supported one. */
export function findBom(head: Buffer): { encoding: Encoding; bytes: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bytes: 2 };
  return undefined;
}

/**
 * The encoding according to the head. `valid` is a first guess that the whole file must confirm. Windows-1252 is never guessed
 * here, because it fits any bytes. Throws if a byte-order mark contradicts the caller.
 */
export function guessEncoding(head: Buffer, fixed: Encoding | undefined): EncodingGuess {
  const bom = findBom(head);
  if (fixed !== undefined) {
    if (bom !== undefined && bom.encoding !== fixed) throw encodingInvalid(fixed, 0, 'given');
    return { encoding: fixed, certainty: 'given', bomBytes: bom?.bytes ?? 0 };
  }
  if (bom !== undefined) return { encoding: bom.encoding, certainty: 'bom', bomBytes: bom.bytes };
  return { encoding: utf16ByZeros(head) ?? 'utf-8', certainty: 'valid', bomBytes: 0 };
}

/**
 * UTF-16 without a byte-order mark: nearly all zero bytes are on the same side of their pairs (the high bytes of Latin
 * letters, digits, delimiters and line breaks). If there are few, the text must not look like ASCII either.
 */
function utf16ByZeros(head: Buffer): Encoding | undefined {
  const pairs = Math.min(head.length >> 1, 4096);
  let even = 0;
  let odd = 0;
  let printable = 0;
  for (let at = 0; at < pairs * 2; at++) {
    const byte = head[at] ?? 0;
    if ((byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13) printable++;
    if (byte !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const zeros = even + odd;
  if (zeros === 0 || (zeros < pairs * 0.3 && printable > pairs * 1.7)) return undefined;
  if (odd >= zeros * 0.95) return 'utf-16le';
  return even >= zeros * 0.95 ? 'utf-16be' : undefined;
}

/** Strict UTF-8 validation of a file in chunks; a character may span two of them. */
export class Utf8Check {
  /** Offset of the first byte that is not UTF-8, or -1. */
  invalidAt = -1;
  /** Whether characters beyond ASCII were seen before the first invalid byte. */
  sawMultibyte = false;
  #offset = 0;
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): void {
    if (this.invalidAt !== -1) return;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length - unfinishedBytes(bytes);
    const body = bytes.subarray(0, whole);
    if (!isUtf8(body)) {
      const at = firstInvalid(body);
      this.invalidAt = this.#offset + at;
      this.sawMultibyte ||= !isAscii(body.subarray(0, at));
      return;
    }
    this.sawMultibyte ||= !isAscii(body);
    this.#offset += whole;
    this.#rest = Buffer.from(bytes.subarray(whole));
  }

  /** A character truncated by the end of the file is invalid too. */
  finish(): void {
    if (this.invalidAt === -1 && this.#rest.length > 0) this.invalidAt = this.#offset;
  }
}

/** Whether the start of a file is valid UTF-8; its last character may be cut off. */
export function isValidUtf8(head: Buffer): boolean {
  const check = new Utf8Check();
  check.push(head);
  return check.invalidAt === -1;
}

/** The number of trailing bytes that start an incomplete UTF-8 character (0 to 3). */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

/** The length of the longest valid prefix: binary search down to a few bytes, then character by character. */
function firstInvalid(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  while (high - low > 8) {
    const middle = (low + high) >> 1;
    const whole = middle - unfinishedBytes(bytes.subarray(low, middle));
    if (isUtf8(bytes.subarray(low, whole))) low = whole;
    else high = whole;
  }
  for (let length = 1; length <= 4 && low + length <= bytes.length; length++) {
    if (!isUtf8(bytes.subarray(low, low + length))) continue;
    low += length;
    length = 0;
  }
  return low;
}

const basis: Record<EncodingGuess['certainty'], string> = {
  given: 'was to be read as',
  bom: 'starts with the byte-order mark of',
  valid: 'looks like',
};

/** The error for bytes that are invalid in the encoding that the caller, a byte-order mark or the zero bytes indicate. */
export function encodingInvalid(encoding: Encoding, offset: number, certainty: EncodingGuess['certainty']): AppError {
  return new AppError(
    'FILE_ENCODING_INVALID',
    `The file ${basis[certainty]} ${encoding}, but the byte at offset ${offset} is not valid ${encoding}. ` +
      'Save it as UTF-8, or set its actual encoding.',
    { context: { encoding, offset } },
  );
}

export const isUtf16 = (encoding: Encoding): boolean => encoding === 'utf-16le' || encoding === 'utf-16be';
