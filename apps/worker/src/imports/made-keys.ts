import type { Importer } from '../importers/index.ts';

/** Makes keys for rows that have none: ASSET-0001, ASSET-0002 and so on from the number reserved for the import. */
export class MadeKeys {
  readonly #prefix: string;
  readonly #digits: number;
  #next: number;

  constructor({ prefix, digits }: NonNullable<Importer['makeKey']>, start: number) {
    this.#prefix = prefix;
    this.#digits = digits;
    this.#next = start;
  }

  make(): string {
    return this.#prefix + String(this.#next++).padStart(this.#digits, '0');
  }

  /** The first number that has not been used. */
  get next(): number {
    return this.#next;
  }
}
