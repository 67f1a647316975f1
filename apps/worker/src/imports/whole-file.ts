import type { Decision } from '@sluice/core';
import { type DateOrder, DateOrderEvidence, type HeaderMapping, type Importer, keyOf } from '@sluice/importers';
import { type OpenCsvInput, openCsv } from '../tabular/index.ts';
import { datePositions } from './map-header.ts';

export interface WholeFileInput {
  readonly file: OpenCsvInput;
  readonly mapping: HeaderMapping;
  readonly importer: Importer;
  /** The order of dates that the caller set. */
  readonly dateOrder: DateOrder | undefined;
}

/** What checking a row may depend on and only the whole file shows. It is read again for each answer, at the first question. */
export class WholeFile {
  readonly #input: WholeFileInput;
  #hasKeys: boolean | undefined;
  #dateOrder: { readonly order: DateOrder | undefined; readonly decision: Decision | undefined } | undefined;

  constructor(input: WholeFileInput) {
    this.#input = input;
  }

  /** The keys of all rows, also those of bad ones, as the checker reads them; empty for a row without one. */
  *keys(): Generator<string, void, undefined> {
    const { file, mapping, importer } = this.#input;
    const index = mapping.matches.findIndex(({ column }) => column === importer.key);
    if (index < 0) return;
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
    const { dateOrder: given } = this.#input;
    if (!this.#dateOrder) {
      const evidence = given ? new DateOrderEvidence() : this.#readDates();
      this.#dateOrder = { order: given ?? evidence.order, decision: evidence.decision(given) };
    }
    return this.#dateOrder.order;
  }

  /** About what has been asked so far. */
  get decisions(): Decision[] {
    return this.#dateOrder?.decision ? [this.#dateOrder.decision] : [];
  }

  #findKey(): boolean {
    for (const key of this.keys()) if (key !== '') return true;
    return false;
  }

  #readDates(): DateOrderEvidence {
    const { file, mapping, importer } = this.#input;
    const positions = datePositions(mapping, importer);
    const evidence = new DateOrderEvidence();
    for (const block of openCsv(file).blocks()) {
      for (const cells of block.cells) for (const at of positions) evidence.see((cells[at] ?? '').trim());
    }
    return evidence;
  }
}
