/** A spreadsheet takes text that begins so for a formula. */
export const FORMULA_START = /^[=+\-@\t\r]/;
/** Text that the escape of result files would make ambiguous. */
const ESCAPED = /^'+[=+\-@\t\r]/;
/** A number as spreadsheets understand it. */
export const NUMBER_TEXT = /^[+-]?(\d+([.,]\d*)*|[.,]\d+)(e[+-]?\d+)?%?$/i;
/** A telephone number: without a letter, a cell or a function in it there is nothing to run. */
export const PHONE_TEXT = /^[+-][\d ()./-]+$/;

const isFormula = (cell: string): boolean =>
  FORMULA_START.test(cell) && !NUMBER_TEXT.test(cell) && !PHONE_TEXT.test(cell);

/** `cell` so that no spreadsheet that opens a CSV runs it. Done once or twice, it is the same. */
export const disarm = (cell: string): string => (isFormula(cell) ? `'${cell}` : cell);

/** Whether `escapeFormula` changes `cell`. */
export const needsFormulaEscape = (cell: string): boolean => isFormula(cell) || ESCAPED.test(cell);

/** As `disarm`, but so that `restoreCell` gives back exactly what was there: for files that are to be sent back. */
export const escapeFormula = (cell: string): string => (needsFormulaEscape(cell) ? `'${cell}` : cell);

/** A cell of a result file sent back, as it was in the original. */
export const restoreCell = (cell: string): string => (ESCAPED.test(cell) ? cell.slice(1) : cell);
