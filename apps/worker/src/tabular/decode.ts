import type { Encoding } from './types.ts';

/** Decodes the bytes of a file in chunks. Invalid sequences become U+FFFD; the inspection has already checked them. */
export type TextDecoding = (chunk: Buffer, last: boolean) => string;

/** A decoder for `encoding`; the caller skips the byte-order mark. */
export function textDecoding(encoding: Encoding): TextDecoding {
  if (encoding === 'windows-1252') return windows1252;
  if (encoding === 'utf-8') {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return (chunk, last) => decoder.decode(chunk, { stream: !last });
  }
  const text = new Utf16Text(encoding);
  return (chunk) => text.decode(chunk);
}

/** 0x80 to 0x9F of Windows-1252 as defined by WHATWG; some Node releases decode them as Latin-1 controls. */
const c1 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function windows1252(chunk: Buffer): string {
  return chunk.toString('latin1').replace(/[\x80-\x9f]/g, (char) => c1.charAt(char.charCodeAt(0) - 0x80));
}

/** Decodes UTF-16 in chunks of any length; a pair of bytes may span two of them. */
export class Utf16Text {
  readonly #bigEndian: boolean;
  #rest: Buffer = Buffer.alloc(0);

  constructor(encoding: Encoding) {
    this.#bigEndian = encoding === 'utf-16be';
  }

  decode(chunk: Buffer): string {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length & ~1;
    this.#rest = Buffer.from(bytes.subarray(whole));
    if (!this.#bigEndian) return bytes.toString('utf16le', 0, whole);
    return Buffer.from(bytes.subarray(0, whole)).swap16().toString('utf16le');
  }

  /** Bytes left over at the end of the file: 1 if its length is odd. */
  get leftover(): number {
    return this.#rest.length;
  }
}

/** Finds lone surrogates in a text that arrives in chunks. */
export class SurrogateCheck {
  /** Offset of the first lone surrogate, in UTF-16 units, or -1. */
  invalidAt = -1;
  #offset = 0;
  #openHigh = false;

  push(text: string): void {
    if (this.invalidAt !== -1 || text === '') return;
    const whole = this.#openHigh ? `\ud800${text}` : text;
    const shift = this.#openHigh ? 1 : 0;
    this.#openHigh = isHigh(whole.charCodeAt(whole.length - 1));
    const body = this.#openHigh ? whole.slice(0, -1) : whole;
    const lone = body.search(/\p{Surrogate}/u);
    if (lone !== -1) this.invalidAt = this.#offset - shift + lone;
    this.#offset += text.length;
  }

  finish(): void {
    if (this.invalidAt === -1 && this.#openHigh) this.invalidAt = this.#offset - 1;
  }
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
