/** Spreadsheets treat text that starts with one of these as a formula. */
export const FORMULA_STARTS = '=+-@\t\r';
export const FORMULA_START = /^[=+\-@\t\r]/;
/** Text that the escaping in result files would make ambiguous. */
const ESCAPED = /^'+[=+\-@\t\r]/;
/** A number that spreadsheets recognize. */
export const NUMBER_TEXT = /^[+-]?(\d+([.,]\d*)*|[.,]\d+)(e[+-]?\d+)?%?$/i;
/** A telephone number, or only signs: without a letter it cannot refer to a cell or function, so there is nothing to execute. */
export const PHONE_TEXT = /^[+-][\d ()./-]*$/;

const isFormula = (cell: string): boolean =>
  FORMULA_START.test(cell) && !NUMBER_TEXT.test(cell) && !PHONE_TEXT.test(cell);

/** Escapes `cell` so that no spreadsheet executes it when opening a CSV. Idempotent. */
export const disarm = (cell: string): string => (isFormula(cell) ? `'${cell}` : cell);

/** Whether `escapeFormula` changes `cell`. */
export const needsFormulaEscape = (cell: string): boolean => isFormula(cell) || ESCAPED.test(cell);

/** Like `disarm`, but reversible with `restoreCell`, for files that can be uploaded again. */
export const escapeFormula = (cell: string): string => (needsFormulaEscape(cell) ? `'${cell}` : cell);

/** The original cell from a cell of a result file that was uploaded again. */
export const restoreCell = (cell: string): string => (ESCAPED.test(cell) ? cell.slice(1) : cell);
