import { counted, type Decision, SET_BY_CALLER } from '@sluice/core';
import { datePattern, eitherOrderPattern, monthNames, partsPattern } from './date-forms.ts';
import type { CellContext, DateOrder } from './types.ts';

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** The first year of MySQL's DATETIME. */
const FIRST_YEAR = 1000;

const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'i');
export const DATE = whole(datePattern);
export const PARTS = whole(partsPattern);
export const EITHER_ORDER = whole(eitherOrderPattern);

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether MySQL has the day. */
export function exists(year: number, month: number, day: number): boolean {
  if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1) return false;
  if (month === 2 && day === 29) return isLeap(year);
  return day <= (DAYS_IN_MONTH[month - 1] ?? 0);
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** `YYYY-MM-DD` and nothing else, without a regular expression: nearly every date of a large file. */
export function isPlainIsoDate(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  for (let at = 0; at < 10; at++) {
    if (at === 4 || at === 7) continue;
    const d = digit(text, at);
    if (d < 0 || d > 9) return false;
  }
  const year = digit(text, 0) * 1000 + digit(text, 1) * 100 + digit(text, 2) * 10 + digit(text, 3);
  return exists(year, digit(text, 5) * 10 + digit(text, 6), digit(text, 8) * 10 + digit(text, 9));
}

/** The UTC time of what a clock shows in a time zone, both as milliseconds; undefined if it never shows that. */
export type WallClock = (shown: number) => number | undefined;

/**
 * A date in one of `dateForms`, with or without a time, as MySQL's UTC text: `2024-03-01` at midnight, otherwise
 * `2024-03-01 09:30:00.000`, so that values compare as text.
 * @param clock of the zone of times that have none themselves; UTC if absent
 */
export function parseDate(text: string, cell: CellContext, clock?: WallClock): string | undefined {
  if (isPlainIsoDate(text)) return clock ? storedMoment(Date.parse(text), '', cell, clock) : text;
  const [, yearFirst, numberFirst = '', nameFirst, numberSecond = '', nameSecond, last = '', ...time] =
    (DATE.test(text) && PARTS.exec(text)) || [];
  if (last === '') return cell.fail('DATE_INVALID', `is not a date${hint(text)}`);
  const name = nameFirst ?? nameSecond;
  if (yearFirst) return moment(yearFirst, name ? monthOf(name) : Number(numberSecond), Number(last), time, cell, clock);
  if (nameFirst) return moment(last, monthOf(nameFirst), Number(numberSecond), time, cell, clock);
  const first = Number(numberFirst);
  if (nameSecond) return moment(last, monthOf(nameSecond), first, time, cell, clock);
  const second = Number(numberSecond);
  const order = hasEitherOrder(text) ? orderOf(first, second, cell.dateOrder) : 'DMY';
  if (!order) {
    return cell.fail(
      'DATE_ORDER_UNKNOWN',
      'could be day first or month first, and the file does not show which; set the date format to day first or month first',
    );
  }
  const [day, month] = order === 'DMY' ? [first, second] : [second, first];
  return moment(last, month, day, time, cell, clock);
}

const monthOf = (name: string): number => monthNames.indexOf(name.slice(0, 3).toLowerCase()) / 3 + 1;

/** Why a text that looks like a date is none, or how to write one. */
function hint(text: string): string {
  if (/^\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ]\d{2}(?!\d)/i.test(text)) return '; write the year with four digits';
  return ' or its time does not exist; write it as 2024-03-31 or 2024-03-31T09:30:00Z';
}

/** The known order of the file, otherwise the one that the date itself proves. */
function orderOf(first: number, second: number, known: DateOrder | undefined): DateOrder | undefined {
  if (known) return known;
  if (first === second) return 'DMY';
  if (first > 12) return 'DMY';
  if (second > 12) return 'MDY';
  return undefined;
}

/** `time` has the groups of `dateParts` from `hour` on. */
function moment(
  yearText: string,
  month: number,
  day: number,
  time: readonly (string | undefined)[],
  cell: CellContext,
  clock?: WallClock,
): string | undefined {
  const year = Number(yearText);
  if (!exists(year, month, day)) return cell.fail('DATE_INVALID', 'is a date that does not exist');
  const [hourText, minute = '0', second = '0', fraction = '', half, zone = ''] = time;
  const hour = hourOfDay(Number(hourText ?? '0'), half);
  if (hour === undefined) return cell.fail('DATE_INVALID', 'has a time that does not exist');
  const shown = Date.UTC(year, month - 1, day, hour, Number(minute), Number(second), millisOf(fraction, cell));
  return storedMoment(shown, zone, cell, clock);
}

/** An hour of 24, from one of 12 if `half` is the a or p of AM and PM; undefined if there is none such. */
export function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (!half) return hour;
  return hour < 1 || hour > 12 ? undefined : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Milliseconds of a fraction of a second. Further digits are not stored, and noted unless they are zeros. */
export function millisOf(fraction: string, cell: CellContext): number {
  if (fraction.length > 3 && /[1-9]/.test(fraction.slice(3))) cell.note?.('TIME_TRUNCATED', truncatedMessage);
  return Number(fraction.padEnd(3, '0').slice(0, 3));
}

const truncatedMessage = (count: number): string =>
  `${counted(count, 'time')} with parts of a millisecond, which are not stored.`;

/** What MySQL stores for a time as a clock shows it (milliseconds), in the zone if one is given, otherwise in that of `clock`. */
export function storedMoment(
  shown: number,
  zone: string,
  cell: CellContext,
  clock: WallClock | undefined,
): string | undefined {
  const utc = zone === '' && clock ? clock(shown) : shown - offsetMillis(zone);
  if (utc === undefined) return cell.fail('DATE_INVALID', 'has a time that the clocks of its time zone skip');
  const date = new Date(utc);
  if (date.getUTCFullYear() < FIRST_YEAR || date.getUTCFullYear() > 9999) {
    return cell.fail('DATE_INVALID', 'is a date that does not exist');
  }
  return formatDate(date);
}

function offsetMillis(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
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

/** Dates that prove an order for certain; fewer may be typing errors. */
const CERTAIN = 10;

/** Whether a date of numbers, the day or the month first, has slashes or hyphens, which people use in both orders. */
function hasEitherOrder(text: string): boolean {
  const mark = text.charCodeAt(digit(text, 1) >= 0 && digit(text, 1) <= 9 ? 2 : 1);
  return mark === 45 || mark === 47;
}

/** Collects, over a whole file, the evidence for the order of day and month in dates such as 03/04/2024 and 03-04-2024. */
export class DateOrderEvidence {
  #dayFirst = 0;
  #monthFirst = 0;
  #open = 0;
  #example = '';

  see(text: string): void {
    if (!hasEitherOrder(text)) return;
    const [, one, other] = EITHER_ORDER.exec(text) ?? [];
    if (one === undefined || other === undefined) return;
    const [first, second] = [Number(one), Number(other.slice(1, -1))];
    if (first > 12 && first <= 31 && second <= 12) this.#dayFirst++;
    else if (second > 12 && second <= 31 && first <= 12) this.#monthFirst++;
    else {
      if (first !== second && first <= 12 && second <= 12) this.#open++;
      return;
    }
    this.#example ||= text;
  }

  /** Undefined if no date decides, or if dates contradict each other. */
  get order(): DateOrder | undefined {
    if (this.#dayFirst > 0 === this.#monthFirst > 0) return undefined;
    return this.#dayFirst > 0 ? 'DMY' : 'MDY';
  }

  /** The decision about the file, unless the caller has made it; undefined if no date needs one. */
  decision(given?: DateOrder): Decision | undefined {
    if (given !== undefined) {
      return {
        topic: 'date_order',
        value: given,
        given: true,
        confidence: 1,
        evidence: SET_BY_CALLER,
        alternatives: [],
      };
    }
    const [day, month, open] = [this.#dayFirst, this.#monthFirst, this.#open];
    if (day + month + open === 0) return undefined;
    const shared = { topic: 'date_order', given: false } as const;
    const { order } = this;
    if (order === undefined) {
      const evidence =
        day > 0
          ? `${datesOf(day)} only with the day first and ${datesOf(month)} only with the month first.`
          : `${datesOf(open)} with the day first and with the month first.`;
      return { ...shared, value: null, confidence: 0, evidence, alternatives: ['DMY', 'MDY'] };
    }
    const proofs = day + month;
    const which = order === 'DMY' ? 'day' : 'month';
    return {
      ...shared,
      value: order,
      confidence: Math.min(1, 0.9 + proofs / (10 * CERTAIN)),
      evidence: `${datesOf(proofs)} only with the ${which} first, such as ${this.#example}; none the other way around.`,
      alternatives: [order === 'DMY' ? 'MDY' : 'DMY'],
    };
  }
}

const datesOf = (count: number): string => counted(count, 'date exists', 'dates exist');

/** True for a date whose meaning may depend on the file's order. */
export const needsDateOrder = (text: string): boolean => hasEitherOrder(text) && EITHER_ORDER.test(text);
