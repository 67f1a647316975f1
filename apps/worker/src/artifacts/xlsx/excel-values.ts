import { formatCount } from '@sluice/core';
/** Maximum characters (UTF-16 units) of an Excel cell. */
export const MAX_CELL_TEXT = 32_767;

/** Characters that XML cannot represent or would change (CR), and text that looks like Excel's escape sequences. */
const SPECIAL = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-f]{4}_)/gi;

const escapeUnit = (unit: string): string => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Escapes control characters like Excel (ST_Xstring of ECMA-376, 22.9.2.19): `_x000D_` for CR. */
export const escapeControls = (text: string): string => text.replace(SPECIAL, escapeUnit);

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeXml = (text: string): string =>
  escapeControls(text).replace(/[&<>"]/g, (character) => entities[character] as string);

/** Truncates `text` to fit in a cell, with a note at its end. */
export function fitCell(text: string): string {
  if (text.length <= MAX_CELL_TEXT) return text;
  const mark = `… [truncated: ${formatCount(text.length)} characters]`;
  return text.slice(0, MAX_CELL_TEXT - mark.length).replace(/[\ud800-\udbff]$/, '') + mark;
}

const DAY_MS = 86_400_000;
/** Days from 1899-12-30 to 1970-01-01. */
const UNIX_DAY = 25_569;
/** The day after 9999-12-31, Excel's last one. */
const END_DAY = 2_958_466;
/** Nine decimal places: a millisecond is 1.2e-8 of a day. */
const PRECISION = 1e9;
/** Smaller doubles are denormal, and Excel reads them as zero. */
const SMALLEST = 2.2250738585072014e-308;

/**
 * The serial day number of a UTC time in the 1900 system; `undefined` outside of Excel's calendar. Days before 1900-03-01 are
 * one less, because Excel counts a nonexistent 1900-02-29.
 */
export function excelDay(date: Date): number | undefined {
  const day = Math.round((date.getTime() / DAY_MS + UNIX_DAY) * PRECISION) / PRECISION;
  const serial = day < 61 ? day - 1 : day;
  return serial >= 1 && serial < END_DAY ? serial : undefined;
}

/** Whether a cell can store the number: finite, and zero or large enough. */
export const isExcelNumber = (value: number): boolean =>
  Number.isFinite(value) && (value === 0 || Math.abs(value) >= SMALLEST);
