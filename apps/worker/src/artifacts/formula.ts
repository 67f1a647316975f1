/** A spreadsheet takes text that begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** Text that the escape would make ambiguous. */
const ESCAPED = /^'+[=+\-@\t\r]/;
const NUMBER = /^[+-]?(\d+([.,]\d*)*|[.,]\d+)(e[+-]?\d+)?%?$/i;

/** Whether a spreadsheet that opens a CSV would run `cell`; a plain number that begins with a sign is none. */
export const isDangerous = (cell: string): boolean => (FORMULA.test(cell) && !NUMBER.test(cell)) || ESCAPED.test(cell);

/** `cell` so that no spreadsheet runs it; `restoreCell` is its inverse. */
export const harmless = (cell: string): string => (isDangerous(cell) ? `'${cell}` : cell);

/** A cell of a result file sent back, as it was in the original. */
export const restoreCell = (cell: string): string => (ESCAPED.test(cell) ? cell.slice(1) : cell);
