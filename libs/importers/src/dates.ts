import type { CellContext, DateOrder } from './types.ts';

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** The first year of MySQL's DATETIME. */
const FIRST_YEAR = 1000;

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
/** With `/` the day or the month may come first; with `-` and `.` the day does. The time is optional. */
const LOCAL = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function exists(year: number, month: number, day: number): boolean {
  if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1) return false;
  if (month === 2 && day === 29) return isLeap(year);
  return day <= (DAYS_IN_MONTH[month - 1] ?? 0);
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** `YYYY-MM-DD` and nothing else, without a regular expression: nearly every date of a large file. */
function isPlainIsoDate(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  for (let at = 0; at < 10; at++) {
    if (at === 4 || at === 7) continue;
    const d = digit(text, at);
    if (d < 0 || d > 9) return false;
  }
  const year = digit(text, 0) * 1000 + digit(text, 1) * 100 + digit(text, 2) * 10 + digit(text, 3);
  return exists(year, digit(text, 5) * 10 + digit(text, 6), digit(text, 8) * 10 + digit(text, 9));
}

/**
 * A date, with or without a time, as MySQL's UTC text: `2024-03-01` at midnight, otherwise `2024-03-01 09:30:00.000`, so that
 * values compare as text. Without an offset the time is UTC.
 */
export function parseDate(text: string, cell: CellContext): string | undefined {
  if (isPlainIsoDate(text)) return text;
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = iso;
    if (!exists(Number(year), Number(month), Number(day))) return missing(text, cell);
    const millis = Number(fraction.padEnd(3, '0').slice(0, 3));
    return moment([year, month, day, hour, minute, second].map(Number), millis, zone, text, cell);
  }
  const local = LOCAL.exec(text);
  if (!local) {
    return cell.fail('DATE_INVALID', 'is not a date; write it as 2024-03-31 or 2024-03-31T09:30:00Z');
  }
  const [, first, separator, second, year, hour = '0', minute = '0', seconds = '0'] = local;
  const order = separator === '/' ? orderOf(Number(first), Number(second), cell.dateOrder) : 'DMY';
  if (!order) {
    return cell.fail(
      'DATE_ORDER_UNKNOWN',
      'could be day first or month first, and the file does not show which; set date_order to DMY or MDY',
    );
  }
  const [day, month] = order === 'DMY' ? [Number(first), Number(second)] : [Number(second), Number(first)];
  if (!exists(Number(year), month, day)) return missing(text, cell);
  return moment([Number(year), month, day, Number(hour), Number(minute), Number(seconds)], 0, 'Z', text, cell);
}

/** The known order of the file, otherwise the one that the date itself proves. */
function orderOf(first: number, second: number, known: DateOrder | undefined): DateOrder | undefined {
  if (known) return known;
  if (first === second) return 'DMY';
  if (first > 12) return 'DMY';
  if (second > 12) return 'MDY';
  return undefined;
}

const missing = (_text: string, cell: CellContext): undefined =>
  cell.fail('DATE_INVALID', 'is a date that does not exist');

function moment(
  parts: readonly number[],
  millis: number,
  zone: string,
  text: string,
  cell: CellContext,
): string | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  if (hour > 23 || minute > 59 || second > 59) return cell.fail('DATE_INVALID', 'has a time that does not exist');
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, millis) - offsetMillis(zone);
  const date = new Date(utc);
  if (date.getUTCFullYear() < FIRST_YEAR || date.getUTCFullYear() > 9999) return missing(text, cell);
  return formatDate(date);
}

function offsetMillis(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0')) * 60_000;
}

/** A time as MySQL's UTC text; midnight is written as the date alone. */
export function formatDate(date: Date): string {
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  if (date.getTime() % 86_400_000 === 0) return day;
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${day} ${time}.${String(date.getUTCMilliseconds()).padStart(3, '0')}`;
}

/** Collects, over a whole file, the evidence for the order of day and month in dates with slashes. */
export class DateOrderEvidence {
  #dayFirst = false;
  #monthFirst = false;

  see(text: string): void {
    const local = LOCAL.exec(text);
    if (local?.[2] !== '/') return;
    const first = Number(local[1]);
    const second = Number(local[3]);
    if (first > 12 && first <= 31 && second <= 12) this.#dayFirst = true;
    if (second > 12 && second <= 31 && first <= 12) this.#monthFirst = true;
  }

  /** Undefined if no date decides, or if dates contradict each other. */
  get order(): DateOrder | undefined {
    if (this.#dayFirst === this.#monthFirst) return undefined;
    return this.#dayFirst ? 'DMY' : 'MDY';
  }
}

/** True for a date with slashes, whose meaning may depend on the file's order. */
export const needsDateOrder = (text: string): boolean => LOCAL.exec(text)?.[2] === '/';
