import { counted } from '@sluice/core';
import { type CellKind, isValueKind, kindOf } from './cell-kinds.ts';

/** Records that must follow the second header. */
const FOLLOWING = 2;

interface Candidate {
  readonly row: number;
  readonly width: number;
  following: number;
  /** Whether a record below it has a value that no header has. */
  valued: boolean;
}

/**
 * Notices where another table starts below the first one: after a blank row, and perhaps a title, there is a row of names of
 * another width than the table's, directly followed by records of that width.
 */
export class SecondTables {
  readonly #fillsShort: boolean;
  #afterBlank = false;
  #candidate: Candidate | undefined;

  /** `fillsShort`: narrower records are normal, so that words alone do not make another table. */
  constructor(fillsShort: boolean) {
    this.#fillsShort = fillsShort;
  }

  blank(): void {
    this.#afterBlank = true;
    this.#candidate = undefined;
  }

  /** The row of the second header, once enough records have followed. `width` is the number of cells of the first table. */
  see(cells: readonly string[], row: number, width: number): number | undefined {
    if (this.#candidate !== undefined) return this.#follow(this.#candidate, this.#used(cells), width);
    if (!this.#afterBlank || isTitle(cells)) return undefined;
    this.#afterBlank = false;
    const names = this.#used(cells);
    if (names.length !== width && isHeader(names)) {
      this.#candidate = { row, width: names.length, following: 0, valued: false };
    }
    return undefined;
  }

  /** A sheet fills its records with blanks. */
  #used(cells: readonly string[]): readonly string[] {
    return this.#fillsShort ? cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1) : cells;
  }

  #follow(candidate: Candidate, cells: readonly string[], width: number): number | undefined {
    const isOther = cells.length !== candidate.width;
    candidate.valued ||= cells.some((cell) => isValue(kindOf(cell.trim().slice(0, 100))));
    if (!isOther && ++candidate.following < FOLLOWING) return undefined;
    this.#candidate = undefined;
    const isNormal = this.#fillsShort && candidate.width < width && !candidate.valued;
    return isOther || isNormal ? undefined : candidate.row;
  }
}

const isTitle = (cells: readonly string[]): boolean => cells.filter((cell) => cell.trim() !== '').length === 1;

const isValue = (kind: CellKind): boolean => kind === 'code' || isValueKind(kind);

/** Different names, none of which could be a value. */
function isHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.trim());
  if (names.length < 2 || new Set(names).size < names.length) return false;
  return names.every((name) => {
    const kind = kindOf(name.slice(0, 100));
    return kind !== 'blank' && !isValue(kind);
  });
}

export const secondTableMessage = (count: number): string =>
  `${counted(count, 'row')} below a blank row ${count === 1 ? 'looks like the header of another table' : 'look like headers of other tables'}. ` +
  'Only the first table is read as intended; put each table into a file of its own.';
