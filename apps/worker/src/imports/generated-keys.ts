/** Reserves `count` consecutive numbers, none of them below `from`; returns the first. */
export type ReserveNumbers = (count: number, from: number) => Promise<number>;

interface KeyFormat {
  readonly prefix: string;
  readonly digits: number;
}

/** Longer numbers are not counted on from: they would soon exceed what a number holds exactly. */
const MAX_DIGITS = 15;
const ZERO = 48;
const NINE = 57;

/** The number of a key such as ASSET-0001; 0 for any other key. */
export function numberOf(key: string, prefix: string): number {
  const digits = key.length - prefix.length;
  if (digits < 1 || digits > MAX_DIGITS || !key.startsWith(prefix)) return 0;
  let number = 0;
  for (let at = prefix.length; at < key.length; at++) {
    const unit = key.charCodeAt(at);
    if (unit < ZERO || unit > NINE) return 0;
    number = number * 10 + unit - ZERO;
  }
  return number;
}

/** The numbers that a file gives to its rows: one bit for each of `size` numbers from `start` on, and the highest of all. */
class GivenNumbers {
  readonly #start: number;
  readonly #bits: Uint8Array;
  #highest = 0;

  constructor(keys: Iterable<string>, { prefix }: KeyFormat, start: number, size: number) {
    this.#start = start;
    this.#bits = new Uint8Array(Math.ceil(size / 8));
    for (const key of keys) {
      const number = numberOf(key, prefix);
      if (number > this.#highest) this.#highest = number;
      const at = number - start;
      if (at >= 0 && at < this.#bits.length * 8) this.#bits[at >>> 3] = (this.#bits[at >>> 3] ?? 0) | (1 << (at & 7));
    }
  }

  get highest(): number {
    return this.#highest;
  }

  /** The first number from `number` on that the file does not have; above the bits, the first after its highest. */
  nextFree(number: number): number {
    for (let free = number; ; free++) {
      const at = free - this.#start;
      if (at >= this.#bits.length * 8) return Math.max(free, this.#highest + 1);
      if (((this.#bits[at >>> 3] ?? 0) & (1 << (at & 7))) === 0) return free;
    }
  }
}

/** Generates keys for rows without one: ASSET-0001, ASSET-0002 and so on, and never one that the file has. */
export class GeneratedKeys {
  readonly #format: KeyFormat;
  readonly #reserve: ReserveNumbers;
  readonly #keysInFile: () => Iterable<string>;
  readonly #rows: number;
  #given: GivenNumbers | undefined;

  /** `keysInFile` reads all keys of the file, which has `rows` rows. It is called once, for the first generated key. */
  constructor(format: KeyFormat, reserve: ReserveNumbers, keysInFile: () => Iterable<string>, rows: number) {
    this.#format = format;
    this.#reserve = reserve;
    this.#keysInFile = keysInFile;
    this.#rows = rows;
  }

  /** Whether any key was generated. */
  get used(): boolean {
    return this.#given !== undefined;
  }

  /** The highest number that the file gives to a row; 0 if it gives none or no key was generated yet. */
  get highestInFile(): number {
    return this.#given?.highest ?? 0;
  }

  async make(count: number): Promise<string[]> {
    const keys: string[] = [];
    let from = 1;
    while (keys.length < count) {
      const wanted = count - keys.length;
      const first = await this.#reserve(wanted, from);
      this.#given ??= new GivenNumbers(this.#keysInFile(), this.#format, first, this.#rows);
      from = this.#given.nextFree(first);
      for (; from < first + wanted; from = this.#given.nextFree(from + 1)) keys.push(this.#text(from));
    }
    return keys;
  }

  #text(number: number): string {
    return this.#format.prefix + String(number).padStart(this.#format.digits, '0');
  }
}
