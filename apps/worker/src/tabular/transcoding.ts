import { TextDecoder } from '@exodus/bytes/encoding.js';
import { markOf } from './marks.ts';
import { Utf8Marks } from './utf8.ts';

/** Turns the bytes of a file, without byte-order mark, into UTF-8 in chunks, with a mark for every invalid byte. */
export interface Transcoding {
  /** Marks written so far. */
  readonly invalid: number;
  push(chunk: Buffer, last: boolean): Buffer;
}

const multibyte = new Set(['gbk', 'gb18030', 'big5', 'euc-jp', 'shift_jis', 'euc-kr', 'iso-2022-jp']);

export const isUtf16 = (encoding: string): boolean => encoding === 'utf-16le' || encoding === 'utf-16be';

/** For any encoding that `encodingName` returns. UTF-16 has no marks; its text is for `check`. */
export function transcoding(encoding: string, check: (text: string) => void = () => {}): Transcoding {
  if (encoding === 'utf-8') return new Utf8Marks();
  if (isUtf16(encoding)) return new Utf16Transcoding(encoding, check);
  return multibyte.has(encoding) ? new MultibyteTranscoding(encoding) : new SingleByteTranscoding(encoding);
}

/** One table of the UTF-8 bytes of every byte: their number, then up to three of them. */
class SingleByteTranscoding implements Transcoding {
  invalid = 0;
  readonly #table = new Uint8Array(1024);
  readonly #unmapped = new Uint8Array(256);

  constructor(encoding: string) {
    const decoder = new TextDecoder(encoding);
    for (let byte = 0; byte < 256; byte++) {
      const char = decoder.decode(Uint8Array.of(byte));
      const bytes = char === '\ufffd' ? markOf(byte) : Buffer.from(char);
      if (char === '\ufffd') this.#unmapped[byte] = 1;
      this.#table.set([bytes.length, ...bytes], byte * 4);
    }
  }

  push(chunk: Buffer): Buffer {
    const table = this.#table;
    const out = Buffer.allocUnsafe(chunk.length * 3);
    let end = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte < 0x80) {
        out[end++] = byte;
        continue;
      }
      const entry = byte * 4;
      const length = table[entry] as number;
      out[end++] = table[entry + 1] as number;
      if (length > 1) out[end++] = table[entry + 2] as number;
      if (length > 2) out[end++] = table[entry + 3] as number;
      this.invalid += this.#unmapped[byte] as number;
    }
    return out.subarray(0, end);
  }
}

const LF = 10;
const CR = 13;
/** A line that is longer is decoded byte by byte to its end. */
const LONGEST_LINE = 1024 * 1024;

type Decoder = InstanceType<typeof TextDecoder>;

interface Careful {
  readonly decoder: Decoder;
  /** Bytes since the last complete character. */
  readonly pending: number[];
}

/**
 * Decodes whole lines at a time: no character contains the byte of a line break. Lines with invalid bytes are decoded a
 * second time byte by byte, to find them.
 */
class MultibyteTranscoding implements Transcoding {
  invalid = 0;
  readonly #encoding: string;
  readonly #decoder: Decoder;
  #rest: Buffer = Buffer.alloc(0);
  /** The state of decoding byte by byte, within a line. */
  #careful: Careful | undefined;

  constructor(encoding: string) {
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding);
  }

  push(chunk: Buffer, last: boolean): Buffer {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const lines = last ? bytes.length : Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR)) + 1;
    if (lines === 0 && bytes.length <= LONGEST_LINE) {
      this.#rest = Buffer.from(bytes);
      return Buffer.alloc(0);
    }
    const whole = lines === 0 ? bytes.length : lines;
    this.#rest = Buffer.from(bytes.subarray(whole));
    return this.#decode(bytes.subarray(0, whole), lines > 0);
  }

  #decode(bytes: Buffer, complete: boolean): Buffer {
    if (this.#careful === undefined && complete) {
      const text = this.#decoder.decode(bytes);
      if (!text.includes('\ufffd')) return Buffer.from(text);
    }
    this.#careful ??= { decoder: new TextDecoder(this.#encoding), pending: [] };
    const out: Uint8Array[] = [];
    for (const byte of bytes) out.push(this.#step(byte));
    if (complete) {
      if (this.#careful.decoder.decode() !== '') out.push(this.#mark(this.#careful.pending));
      this.#careful = undefined;
    }
    return Buffer.concat(out);
  }

  /** What the next byte completes, if anything. */
  #step(byte: number): Uint8Array {
    const { decoder, pending } = this.#careful as Careful;
    const text = decoder.decode(Uint8Array.of(byte), { stream: true });
    pending.push(byte);
    if (text === '') return Buffer.alloc(0);
    const seen = pending.splice(0);
    if (!text.includes('\ufffd')) return Buffer.from(text);
    // A byte that cannot follow starts the next character, or is one of its own.
    const rest = text.slice(text.lastIndexOf('\ufffd') + 1);
    return Buffer.concat([this.#mark(seen.slice(0, seen.length - rest.length)), Buffer.from(rest)]);
  }

  /** ASCII bytes of an invalid sequence stay what they are. */
  #mark(bytes: readonly number[]): Uint8Array {
    return Uint8Array.from(
      bytes.flatMap((byte) => {
        if (byte < 0x80) return [byte];
        this.invalid++;
        return [...markOf(byte)];
      }),
    );
  }
}

/** UTF-16 in chunks of any length; a pair of bytes, or of surrogates, may span two of them. */
class Utf16Transcoding implements Transcoding {
  readonly invalid = 0;
  readonly #bigEndian: boolean;
  readonly #check: (text: string) => void;
  #rest: Buffer = Buffer.alloc(0);
  #high = '';

  constructor(encoding: string, check: (text: string) => void) {
    this.#bigEndian = encoding === 'utf-16be';
    this.#check = check;
  }

  push(chunk: Buffer, last: boolean): Buffer {
    const decoded = this.#decode(chunk);
    this.#check(decoded);
    const text = this.#high + decoded;
    const cut = !last && isHigh(text.charCodeAt(text.length - 1)) ? text.length - 1 : text.length;
    this.#high = text.slice(cut);
    return Buffer.from(text.slice(0, cut));
  }

  #decode(chunk: Buffer): string {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length & ~1;
    this.#rest = Buffer.from(bytes.subarray(whole));
    if (!this.#bigEndian) return bytes.toString('utf16le', 0, whole);
    return Buffer.from(bytes.subarray(0, whole)).swap16().toString('utf16le');
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
