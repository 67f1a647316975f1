/** A piece that is handed on has about so many bytes. */
const PIECE_BYTES = 64 * 1024;
/** Room behind a piece for the cell that fills it; longer ones make the buffer grow. */
const CAPACITY = PIECE_BYTES + 32 * 1024;

/**
 * Gathers bytes for the writers of cells. Short text is copied unit by unit: for cells of some ten characters that is
 * half the price of concatenating strings and encoding them.
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

  /** Takes back what was written since `length` was that. */
  cutTo(length: number): void {
    this.#used = length;
  }

  /** What was written since the last call; its memory is the caller's. */
  take(): Uint8Array {
    const piece = this.#bytes.subarray(0, this.#used);
    this.#bytes = Buffer.allocUnsafe(CAPACITY);
    this.#used = 0;
    return piece;
  }

  /** The same without new memory: the bytes are good until the call after the next one. */
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
   * A finite number as `String` has it. But V8 keeps the strings that `String` makes of numbers in a cache, and with
   * millions of different ones that cache only fills the old generation.
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
   * Writes `text` from `from` up to the first ASCII character that `stops` marks, or the first one that is neither
   * ASCII nor two bytes long (never the second half of a pair). Returns where it stopped, the text's length at its end.
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
