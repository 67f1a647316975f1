import { counted } from '@sluice/core';
import { isValueKind, kindOf } from './cell-kinds.ts';

/** Records that must follow the second header. */
const FOLLOWING = 2;

interface Candidate {
  readonly row: number;
  readonly width: number;
  following: number;
}

/**
 * Notices where another table starts below the first one: after a blank row, and perhaps a title, there is a row of names of
 * another width than the table's, directly followed by records of that width.
 */
export class SecondTables {
  #afterBlank = false;
  #candidate: Candidate | undefined;

  blank(): void {
    this.#afterBlank = true;
    this.#candidate = undefined;
  }

  /** The row of the second header, once enough records have followed. `width` is the number of cells of the first table. */
  see(cells: readonly string[], row: number, width: number): number | undefined {
    if (this.#candidate !== undefined) return this.#follow(this.#candidate, cells);
    if (!this.#afterBlank || isTitle(cells)) return undefined;
    this.#afterBlank = false;
    if (cells.length !== width && isHeader(cells)) this.#candidate = { row, width: cells.length, following: 0 };
    return undefined;
  }

  #follow(candidate: Candidate, cells: readonly string[]): number | undefined {
    if (cells.length !== candidate.width) this.#candidate = undefined;
    else if (++candidate.following === FOLLOWING) {
      this.#candidate = undefined;
      return candidate.row;
    }
    return undefined;
  }
}

const isTitle = (cells: readonly string[]): boolean => cells.filter((cell) => cell.trim() !== '').length === 1;

/** Different names, none of which could be a value. */
function isHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.trim());
  if (names.length < 2 || new Set(names).size < names.length) return false;
  return names.every((name) => {
    const kind = kindOf(name.slice(0, 100));
    return kind !== 'blank' && kind !== 'code' && !isValueKind(kind);
  });
}

export const secondTableMessage = (count: number): string =>
  `${counted(count, 'row')} below a blank row ${count === 1 ? 'looks like the header of another table' : 'look like headers of other tables'}. ` +
  'Only the first table is read as intended; put each table into a file of its own.';
