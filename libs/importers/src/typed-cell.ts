/**
 * Values of typed cells of a workbook, as they are spooled, that a field may read differently from a text: fractions, dates,
 * times and truth values. Whole numbers are read like texts.
 */
const TYPED =
  /^(?:-?\d+\.\d+|\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,3})?)?|\d\d:\d\d:\d\d(?:\.\d{1,3})?|true|false)$/;
/** The longest is a date with a time, but for numbers, which are at most as long as a double's digits. */
const LONGEST = 400;

/** Whether a cell looks like the value of a typed one. */
export function looksTyped(text: string): boolean {
  const first = text.charCodeAt(0);
  // A digit, a minus, t or f: nearly all texts begin with something else.
  if ((first < 48 || first > 57) && first !== 45 && first !== 116 && first !== 102) return false;
  return text.length <= LONGEST && TYPED.test(text);
}
