const DAY_MS = 86_400_000;
/** Days from 1899-12-30 to 1970-01-01. */
const UNIX_DAY = 25_569;
/** 9999-12-31 is the last day. */
const END_DAY = 2_958_466;
/** Digits behind the point: a millisecond is 1.2e-8 of a day. */
const PRECISION = 1e9;
/** Below it a double is denormal, and Excel takes it for zero. */
const SMALLEST = 2.2250738585072014e-308;

/**
 * The serial day number of a moment in UTC, in the 1900 system; `undefined` outside of Excel's calendar. Days before
 * 1900-03-01 have one less, as Excel counts a 29th of February 1900.
 */
export function excelDay(date: Date): number | undefined {
  const day = Math.round((date.getTime() / DAY_MS + UNIX_DAY) * PRECISION) / PRECISION;
  const serial = day < 61 ? day - 1 : day;
  return serial >= 1 && serial < END_DAY ? serial : undefined;
}

/** Whether a cell can hold the number as it is. */
export const isExcelNumber = (value: number): boolean =>
  Number.isFinite(value) && (value === 0 || Math.abs(value) >= SMALLEST);
