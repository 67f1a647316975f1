import { compareNumbers } from './numerals.ts';
import { durationOf, durationValue, yearMonthValue, yearValue } from './time-values.ts';
import type { Parse, ValueType } from './value-type.ts';

/** Years, months of a year, and durations. */

export const yearType = (): ValueType => ({
  label: 'year such as 2024',
  compare: compareNumbers,
  parse(text, cell) {
    const year = yearValue(text);
    return year === undefined ? cell.fail('DATE_INVALID', 'is not a year such as 2024') : String(year);
  },
});

const months = (stored: string): number => yearMonthValue(stored) ?? Number.NaN;

const parseMonth: Parse = (text, cell) => {
  if (yearMonthValue(text) === undefined) return cell.fail('DATE_INVALID', 'is not a month such as 2024-03');
  // Without a zone, which XML Schema allows.
  return text.slice(0, text.indexOf('-', 1) + 3);
};

export const yearMonthType = (): ValueType => ({
  label: 'year and month such as 2024-03',
  compare: (a, b) => months(a) - months(b),
  parse: parseMonth,
  // Spreadsheets have days only; they show `Mar 2024` for the first of March.
  parseTyped: (text, cell) => parseMonth(text.replace(/^(\d{4}-\d{2})-01$/, '$1'), cell),
});

/** A duration is stored as it is written. */
export const durationType = (): ValueType => ({
  label: 'duration such as P1Y2M or PT1H30M',
  compare: compareDurations,
  idOf: (stored) => durationValue(stored) ?? stored,
  parse: (text, cell) =>
    durationOf(text) ? text : cell.fail('NOT_DURATION', 'is not a duration such as P1Y2M or PT1H30M'),
});

/** XML Schema's four dates; durations have the order that they have when added to each of them. */
const STARTS = [
  [1696, 9],
  [1697, 2],
  [1903, 3],
  [1903, 7],
] as const;
const DAY = 86_400n * 10n ** 12n;

function compareDurations(a: string, b: string): number {
  const [ends, others] = [endsOf(a), endsOf(b)];
  const orders = new Set(ends.map((end, index) => Math.sign(Number(end - (others[index] ?? 0n)))));
  const [order = Number.NaN] = orders;
  return orders.size === 1 ? order : Number.NaN;
}

/** When a duration ends that begins on each of the dates, in picoseconds. */
function endsOf(text: string): bigint[] {
  const { months: count, picoseconds } = durationOf(text) ?? { months: 0n, picoseconds: 0n };
  return STARTS.map(([year, month]) => daysBefore(BigInt(year * 12 + month - 1) + count) * DAY + picoseconds);
}

const floorDiv = (a: bigint, b: bigint): bigint => (a < 0n && a % b !== 0n ? a / b - 1n : a / b);

/** Days before the first of a month, counted from the first of March of the year 0, of the calendar of today. */
function daysBefore(monthOfAll: bigint): bigint {
  // Years begin in March here, so that the leap day is the last one.
  const fromMarch = monthOfAll - 2n;
  const year = floorDiv(fromMarch, 12n);
  const month = fromMarch - year * 12n;
  const leapDays = floorDiv(year, 4n) - floorDiv(year, 100n) + floorDiv(year, 400n);
  return year * 365n + leapDays + (153n * month + 2n) / 5n;
}
