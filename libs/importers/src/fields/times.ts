import { clockPattern } from '../date-forms.ts';
import {
  exists,
  formatDate,
  hourOfDay,
  isPlainIsoDate,
  millisOf,
  parseDate,
  storedMoment,
  type WallClock,
} from '../dates.ts';
import type { CellContext } from '../types.ts';
import { compileFormat, type Parts } from './date-format.ts';
import { numericFormat } from './numeric-format.ts';
import { DATETIME, isTime } from './time-values.ts';
import type { FieldSource, Parse, ValueType } from './value-type.ts';
import { clockOf } from './zone.ts';

/**
 * Dates, times and both together. They are stored as MySQL writes them, without a time at midnight, and compare as text.
 */

const INVALID = 'DATE_INVALID';
const TIME_OF_DAY = 'has a time of day; write only the date';

const strictDate: Parse = (text, cell) =>
  isPlainIsoDate(text) ? text : cell.fail(INVALID, 'is not an existing date such as 2024-03-31');

const anyDate: Parse = (text, cell) => {
  const value = parseDate(text, cell);
  return value === undefined || value.length === 10 ? value : cell.fail(INVALID, TIME_OF_DAY);
};

export function dateType({ field: { format = 'default' }, column: { locale } }: FieldSource): ValueType {
  if (format === 'default') return { label: 'date such as 2024-03-31', parse: strictDate, parseTyped: anyDate };
  if (format === 'any') return { label: 'date, such as 2024-03-31', holdsDates: true, parse: anyDate };
  const type = ofFormat(format, locale, (parts, cell) => dayOf(parts) ?? cell.fail(INVALID, NOT_EXISTING));
  return { ...type, parseTyped: anyDate };
}
const NOT_EXISTING = 'is a date or time that does not exist';

/** A format of strptime, whose parts become a value. */
function ofFormat(
  format: string,
  locale: string | undefined,
  make: (parts: Parts, cell: Parameters<Parse>[1]) => string | undefined,
): ValueType {
  const read = numericFormat(format) ?? compileFormat(format, locale).read;
  return {
    label: `written as ${format}`,
    parse(text, cell) {
      const parts = read(text);
      return parts ? make(parts, cell) : cell.fail(INVALID, `is not written as ${format}`);
    },
  };
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** The day as MySQL's text; undefined if it does not exist. */
function dayOf({ year, month, day, dayOfYear }: Parts): string | undefined {
  if (dayOfYear === undefined) return exists(year, month, day) ? `${year}-${two(month)}-${two(day)}` : undefined;
  const date = new Date(Date.UTC(year, 0, dayOfYear));
  return dayOfYear > 0 && date.getUTCFullYear() === year && exists(year, 1, 1) ? formatDate(date) : undefined;
}

function timeOf({ hour, half, minute, second, fraction }: Parts, cell: CellContext): string | undefined {
  const hours = hourOfDay(hour, half);
  return hours === undefined || hours > 23 || minute > 59 || second > 59
    ? undefined
    : clockText(hours, minute, second, millisOf(fraction, cell));
}

function clockText(hour: number, minute: number, second: number, millis: number): string {
  return `${two(hour)}:${two(minute)}:${two(second)}${millis === 0 ? '' : `.${String(millis).padStart(3, '0')}`}`;
}

/** A day and a time of it as `formatDate` writes them. */
function momentText(date: string, time: string): string {
  if (time === MIDNIGHT) return date;
  return `${date} ${time.length === MIDNIGHT.length ? `${time}.000` : time}`;
}
const MIDNIGHT = '00:00:00';

const strictTime: Parse = (text, cell) =>
  isTime(text) ? text : cell.fail(INVALID, 'is not an existing time such as 09:30:00');

export const CLOCK = new RegExp(`^${clockPattern}$`, 'i');
const anyTime: Parse = (text, cell) => {
  const [, hour, minute, second = '0', fraction = '', half] = CLOCK.exec(text) ?? [];
  const hours = hour === undefined ? undefined : hourOfDay(Number(hour), half);
  if (hours === undefined) return cell.fail(INVALID, 'is not an existing time such as 09:30:00 or 9:30 PM');
  return clockText(hours, Number(minute), Number(second), millisOf(fraction, cell));
};

export function timeType({ field: { format = 'default' }, column: { locale } }: FieldSource): ValueType {
  if (format === 'default') return { label: 'time such as 09:30:00', parse: strictTime, parseTyped: anyTime };
  if (format === 'any') return { label: 'time, such as 09:30 or 9:30 PM', parse: anyTime };
  const type = ofFormat(format, locale, (parts, cell) => timeOf(parts, cell) ?? cell.fail(INVALID, NOT_EXISTING));
  return { ...type, parseTyped: anyTime };
}

const strictDatetime =
  (clock: WallClock | undefined): Parse =>
  (text, cell) => {
    const [, date = '', time = '', fraction = '', utc, sign = '', hours = '', minutes = ''] = DATETIME.exec(text) ?? [];
    if (!isPlainIsoDate(date) || !isTime(time) || Number(hours) > 14 || Number(minutes) > 59) {
      return cell.fail(INVALID, 'is not an existing date and time such as 2024-03-31T09:30:00Z');
    }
    const shown = Date.parse(`${date}T${time}Z`) + millisOf(fraction, cell);
    return storedMoment(shown, utc ?? `${sign}${hours}${minutes}`, cell, clock);
  };

export function datetimeType({ field: { format = 'default' }, column: { locale, timezone } }: FieldSource): ValueType {
  const clock = timezone === undefined || timezone === 'UTC' ? undefined : clockOf(timezone);
  const any: Parse = clock ? (text, cell) => parseDate(text, cell, clock) : parseDate;
  if (format === 'any') {
    return {
      label: 'date or date and time, such as 2024-03-31 or 2024-03-31T09:30:00Z',
      ...{ holdsDates: true, parse: any },
    };
  }
  if (format === 'default') {
    return {
      label: 'date and time such as 2024-03-31T09:30:00Z',
      ...{ parse: strictDatetime(clock), parseTyped: any },
    };
  }
  const type = ofFormat(format, locale, (parts, cell) => {
    const [date, time] = [dayOf(parts), timeOf(parts, cell)];
    if (date === undefined || time === undefined) return cell.fail(INVALID, NOT_EXISTING);
    // Without a zone it is stored as it is written.
    if (parts.zone === '' && clock === undefined) return momentText(date, time);
    return storedMoment(Date.parse(`${date}T${time}Z`), parts.zone, cell, clock);
  });
  return { ...type, parseTyped: any };
}
