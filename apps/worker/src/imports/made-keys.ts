import type { Importer } from '../importers/index.ts';

/** Generates keys for rows without one: ASSET-0001, ASSET-0002 and so on, from the number reserved for the import. */
export class MadeKeys {
  readonly #prefix: string;
  readonly #digits: number;
  readonly #start: number;
  readonly #count: number;
  /** One bit per reserved number: whether it occurs in the file. */
  readonly #taken: Uint8Array;
  #next: number;

  /** `count` numbers from `start` on are reserved, enough for all keys to generate and to avoid. */
  constructor({ prefix, digits }: NonNullable<Importer['makeKey']>, start: number, count: number) {
    this.#prefix = prefix;
    this.#digits = digits;
    this.#start = start;
    this.#count = count;
    this.#taken = new Uint8Array(Math.ceil(count / 8));
    this.#next = start;
  }

  /** Excludes a key that occurs anywhere in the file. */
  avoid(key: string): void {
    if (!key.startsWith(this.#prefix)) return;
    const number = Number(key.slice(this.#prefix.length));
    const at = number - this.#start;
    if (!(at >= 0 && at < this.#count) || this.#format(number) !== key) return;
    this.#taken[at >>> 3] = (this.#taken[at >>> 3] ?? 0) | (1 << (at & 7));
  }

  make(): string {
    while (this.#isTaken(this.#next - this.#start)) this.#next++;
    return this.#format(this.#next++);
  }

  /** The first unused number. */
  get next(): number {
    return this.#next;
  }

  #isTaken(at: number): boolean {
    return ((this.#taken[at >>> 3] ?? 0) & (1 << (at & 7))) !== 0;
  }

  #format(number: number): string {
    return this.#prefix + String(number).padStart(this.#digits, '0');
  }
}
