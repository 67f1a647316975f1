import type { RejectRow } from '@sluice/db/imports';
import { excerpt } from '@sluice/importers';
import { SeenKeys } from './seen-keys.ts';

/** A group of columns that no two rows of a file may have in common. */
interface Group {
  readonly columns: readonly string[];
  readonly indexes: readonly number[];
  readonly seen: SeenKeys;
}

/** The values that a row shares with an earlier one. */
export interface Shared {
  readonly columns: readonly string[];
  /** The start of the values. */
  readonly value: string;
  /** The row that has them first. */
  readonly first: number;
}

/** One text for the values of some columns, which no other values have; undefined if one of them is blank. */
export function keyText(values: readonly (string | undefined)[], indexes: readonly number[]): string | undefined {
  if (indexes.length === 1) return values[indexes[0] as number];
  let text = '';
  for (const index of indexes) {
    const value = values[index];
    if (value === undefined) return undefined;
    text += `${value.length}:${value}`;
  }
  return text === '' ? undefined : text;
}

/** The values of the good rows so far that have to be unique, beside those of the key. */
export class UniqueValues {
  readonly #groups: readonly Group[];

  /**
   * @param columns those of the file, in the order of the values that are passed in; groups with others are not checked
   * @param path how the names of temporary files begin, which `close` deletes
   */
  constructor(groups: readonly (readonly string[])[], columns: readonly string[], path: string, expected: number) {
    this.#groups = groups.flatMap((names, at) => {
      const indexes = names.map((name) => columns.indexOf(name));
      if (indexes.includes(-1)) return [];
      return [{ columns: names, indexes, seen: new SeenKeys(`${path}.${at}`, expected) }];
    });
  }

  /** What a row shares with earlier ones. */
  find(values: readonly (string | undefined)[]): Shared[] {
    return this.#groups.flatMap(({ columns, indexes, seen }) => {
      const key = keyText(values, indexes);
      const first = key === undefined ? 0 : seen.find(key);
      return first === 0 ? [] : [{ columns, value: shownKey(values, indexes), first }];
    });
  }

  add(values: readonly (string | undefined)[], row: number): void {
    for (const { indexes, seen } of this.#groups) {
      const key = keyText(values, indexes);
      if (key !== undefined) seen.add(key, row);
    }
  }

  close(): void {
    for (const { seen } of this.#groups) seen.close();
  }
}

/** The values of some columns for a message. */
export const shownKey = (values: readonly (string | undefined)[], indexes: readonly number[]): string =>
  excerpt(indexes.map((index) => values[index] ?? '').join(', '));

/** The error of a row that shares values with an earlier one. */
export function duplicateOf(
  { columns, value, first }: Shared,
  row: number,
  line: number,
  outcome: RejectRow['outcome'],
  nameOf: (field: string) => string,
): RejectRow {
  const [field = null, ...others] = columns;
  const names = columns.map(nameOf);
  const what = others.length === 0 ? `${names[0]} is` : `${names.join(' and ')} together are`;
  return {
    ...{ row, line, outcome, code: 'DUPLICATE_IN_FILE', value, field: others.length === 0 ? field : null },
    message: `${what} already in row ${first} of this file`,
  };
}
