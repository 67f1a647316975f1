import type { Delimiter } from './types.ts';

/** Names that are compared to recognize a repeated header. */
export const WIDEST_HEADER = 20;

/** The first cell of a record that looks like a total. */
export const TOTAL =
  /^(?:(?:grand|sub|overall) ?-?totals?|totals?|sum|summe|zwischensumme|gesamt(?:summe)?|insgesamt|total g[ée]n[ée]ral|sous-total|totale?s?|totaal|suma|somme|итого)(?: \d{4})?[:.]?$/i;
/** Characters of the longest of them. */
export const LONGEST_TOTAL = 24;
/** What they begin with, looked at first because every record is checked. Add the first letter of a new word. */
const INITIALS = new Set([...'gsotziиGSOTZIИ'].map((letter) => letter.charCodeAt(0)));

/** Whether the record looks like a total: its first cell says so, and the others are numbers or blank. */
export function isTotal(cells: readonly string[]): boolean {
  const at = cells[0] === '' ? cells.findIndex((cell) => cell !== '') : 0;
  const first = cells[at]?.trimStart();
  if (first === undefined || first.length > LONGEST_TOTAL || !INITIALS.has(first.charCodeAt(0))) return false;
  if (!TOTAL.test(first.trimEnd())) return false;
  const others = cells.filter((cell, index) => index !== at && cell.trim() !== '');
  return others.length > 0 && others.every((cell) => /\d/.test(cell) && !/\p{L}{4}/u.test(cell));
}

/**
 * Whether a quoted cell of several lines has probably swallowed records: its text goes on for at least one whole line, and
 * each line after the first has as many cells as a record. Two stray quotes do that, lines apart.
 */
export function swallowsRecords(cell: string, delimiter: Delimiter, width: number): boolean {
  if (width < 2) return false;
  const [, ...lines] = cell.split(/\r\n?|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.length > 1 && lines.every((line) => line.split(delimiter).length === width);
}

/** Whether the record repeats the header; with two names or more, in whatever case. */
export function isRepeatedHeader(cells: readonly string[], names: readonly string[]): boolean {
  const at = names[0] === '' ? names.findIndex((name) => name !== '') : 0;
  const first = names[at];
  if (first === undefined || !mayRepeat(cells[at] ?? '', first)) return false;
  const repeats = names.length === 1 ? isTrimmed : isSameName;
  return names.slice(0, WIDEST_HEADER).every((name, index) => repeats(cells[index] ?? '', name));
}

const isTrimmed = (cell: string, name: string): boolean => cell.trim() === name;
const isSameName = (cell: string, name: string): boolean => cell.trim().toLowerCase() === name.toLowerCase();

/** A look at the first character, because every record is checked. Other letters than English ones are not told apart. */
function mayRepeat(cell: string, name: string): boolean {
  const [a, b] = [cell.charCodeAt(0), name.charCodeAt(0)];
  return a <= 32 || a > 126 || b > 126 || (a | 32) === (b | 32);
}

const done = (skipped: boolean, option: string): string =>
  skipped ? 'They are skipped.' : `They are read as records; turn on "${option}" to leave them out.`;

export const repeatedHeaderMessage =
  (skipped: boolean) =>
  (count: number): string =>
    `Rows that repeat the header: ${count}. ${done(skipped, 'Skip repeated headers')}`;

export const totalMessage =
  (skipped: boolean) =>
  (count: number): string =>
    `Rows that look like totals: ${count}. ${done(skipped, 'Skip totals')}`;
