import type { Encoding } from './types.ts';

/** Decodes UTF-16 that comes in pieces of any length; a pair of bytes may straddle two of them. */
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

  /** Bytes left over at the end of the file: 1 when its length is odd. */
  get leftover(): number {
    return this.#rest.length;
  }
}

/** Offset, in UTF-16 units, of the first half of a surrogate pair that stands alone; -1 when there is none. */
export class SurrogateCheck {
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
