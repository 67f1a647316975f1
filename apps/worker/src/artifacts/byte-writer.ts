/** Approximate size of a chunk that is passed on, in bytes. */
const PIECE_BYTES = 64 * 1024;
/** Extra space for the cell that completes a chunk; a longer one grows the buffer. */
const CAPACITY = PIECE_BYTES + 32 * 1024;

/**
 * Collects bytes for the cell writers. Short text is copied unit by unit: for cells of about ten characters this costs half
 * as much as concatenating and encoding strings.
 */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(CAPACITY);
  #spare: Buffer<ArrayBuffer> | undefined;
  #used = 0;

  /** Whether `take` is due. */
  get full(): boolean {
    return this.#used >= PIECE_BYTES;
  }

  get length(): number {
    return this.#used;
  }

  /** Discards what was written after `length` had this value. */
  cutTo(length: number): void {
    this.#used = length;
  }

  /** The bytes since the last call; the caller owns their memory. */
  take(): Uint8Array {
    const piece = this.#bytes.subarray(0, this.#used);
    this.#bytes = Buffer.allocUnsafe(CAPACITY);
    this.#used = 0;
    return piece;
  }

  /** The same without allocating: the bytes are valid until the call after the next one. */
  lend(): Uint8Array {
    const lent = this.#bytes;
    const piece = lent.subarray(0, this.#used);
    this.#bytes = this.#spare ?? Buffer.allocUnsafe(CAPACITY);
    this.#spare = lent;
    this.#used = 0;
    return piece;
  }

  constant(constant: Uint8Array): void {
    this.#reserve(constant.length);
    const bytes = this.#bytes;
    let used = this.#used;
    for (let at = 0; at < constant.length; at++) bytes[used++] = constant[at] as number;
    this.#used = used;
  }

  /** `text` must be ASCII. */
  ascii(text: string): void {
    this.#reserve(text.length);
    const bytes = this.#bytes;
    let used = this.#used;
    for (let at = 0; at < text.length; at++) bytes[used++] = text.charCodeAt(at);
    this.#used = used;
  }

  /**
   * A finite number, formatted as by `String`. That function is not used, because V8 caches its results, and with millions
   * of distinct numbers the cache only fills the old generation.
   */
  number(value: number): void {
    if (value >= 0 && value < 1e9 && Math.trunc(value) === value) this.#integer(value);
    else this.ascii(JSON.stringify(value));
  }

  #integer(value: number): void {
    let end = this.#used + 1;
    for (let limit = 10; value >= limit; limit *= 10) end++;
    this.#reserve(end - this.#used);
    this.#used = end;
    for (let left = value, at = end; ; ) {
      const rest = (left / 10) | 0;
      this.#bytes[--at] = 48 + left - rest * 10;
      if (rest === 0) return;
      left = rest;
    }
  }

  utf8(text: string): void {
    this.#reserve(text.length * 3);
    this.#used += this.#bytes.write(text, this.#used);
  }

  /**
   * Writes `text` from `from` up to the first ASCII character marked in `stops`, or the first one that is neither ASCII nor
   * two bytes long (never the second half of a pair). Returns where it stopped, or the text's length at its end.
   */
  plain(text: string, from: number, stops: Uint8Array): number {
    const length = text.length;
    this.#reserve((length - from) * 2);
    const bytes = this.#bytes;
    let used = this.#used;
    let at = from;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code < 0x80) {
        if (stops[code] === 1) break;
        bytes[used++] = code;
      } else if (code < 0x800) {
        bytes[used++] = 0xc0 | (code >> 6);
        bytes[used++] = 0x80 | (code & 0x3f);
      } else break;
    }
    this.#used = used;
    return at;
  }

  #reserve(bytes: number): void {
    const needed = this.#used + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(needed * 2);
    larger.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = larger;
  }
}

/** A table for `plain` that marks these ASCII characters. */
export function stopsAt(characters: string): Uint8Array {
  const stops = new Uint8Array(128);
  for (const character of characters) stops[character.charCodeAt(0)] = 1;
  return stops;
}
