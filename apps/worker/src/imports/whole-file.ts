import type { Decision } from '@sluice/core';
import { type DateOrder, keyReader } from '@sluice/importers';
import { openCsv } from '../tabular/index.ts';
import { type DatesInput, type FoundDateOrder, findDateOrderSync } from './find-date-order.ts';

export interface WholeFileInput extends DatesInput {
  /** What was found out about dates before the first row; undefined if it was not asked then. */
  readonly dates: FoundDateOrder | undefined;
}

/** What checking a row may depend on and only the whole file shows. It is read again for each answer, at the first question. */
export class WholeFile {
  readonly #input: WholeFileInput;
  #hasKeys: boolean | undefined;
  #dates: FoundDateOrder | undefined;

  constructor(input: WholeFileInput) {
    this.#input = input;
    this.#dates = input.dates;
  }

  /** The keys of all rows, also those of bad ones, as the checker reads them; empty for a row without one. */
  *keys(): Generator<string, void, undefined> {
    const { file, mapping, importer } = this.#input;
    const index = mapping.matches.findIndex(({ column }) => column === importer.key);
    if (index < 0) return;
    const keyOf = keyReader(importer);
    for (const block of openCsv(file).blocks()) {
      for (const [at, cells] of block.cells.entries()) {
        if (!block.faults.has(at)) yield keyOf(cells[index] ?? '');
      }
    }
  }

  /** Whether some row has a key. */
  get hasKeys(): boolean {
    this.#hasKeys ??= this.#findKey();
    return this.#hasKeys;
  }

  /** The order set by the caller, otherwise the one that the dates of the file prove. */
  get dateOrder(): DateOrder | undefined {
    this.#dates ??= findDateOrderSync(this.#input);
    return this.#dates.order;
  }

  /** About what has been asked so far. */
  get decisions(): Decision[] {
    return this.#dates?.decision ? [this.#dates.decision] : [];
  }

  #findKey(): boolean {
    for (const key of this.keys()) if (key !== '') return true;
    return false;
  }
}
