import { type RowFault, rowFault } from './row-faults.ts';

/** Consecutive row numbers, both included. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

export interface Refusal {
  readonly row: number;
  readonly fault: RowFault;
}

/**
 * Writes the rows of `range` in order, except those that the database refuses, and returns these. `write` either writes all rows
 * of a range or fails and writes none. A range with refused rows is halved, so that n of them cost at most 2 n - 1 statements if
 * every row is refused, and about n times the logarithm of the range's length if few are.
 */
export async function sift(range: RowRange, write: (range: RowRange) => Promise<void>): Promise<Refusal[]> {
  const { first, last } = range;
  if (first > last) return [];
  try {
    await write(range);
    return [];
  } catch (error) {
    const fault = rowFault(error);
    if (!fault) throw error;
    if (first === last) return [{ row: first, fault }];
  }
  const middle = (first + last) >>> 1;
  const lower = await sift({ first, last: middle }, write);
  const upper = await sift({ first: middle + 1, last }, write);
  return [...lower, ...upper];
}

/** `range` without the rows of `alone`, and each of these by itself; in order. */
export function* apart({ first, last }: RowRange, alone: readonly number[]): Generator<RowRange> {
  let next = first;
  for (const row of alone) {
    if (next < row) yield { first: next, last: row - 1 };
    yield { first: row, last: row };
    next = row + 1;
  }
  if (next <= last) yield { first: next, last };
}
