/**
 * Values of the default formats of dates and times, as whole numbers in the order of time. Undefined for any other text.
 */

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})$/;
/** Of XML Schema: seconds may have a fraction, and a zone may follow. */
export const DATETIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,12}))?(?:(Z)|([+-])(\d{2}):(\d{2}))?$/;
const YEAR = /^(-?\d{4,6})(?:Z|[+-]\d{2}:\d{2})?$/;
const YEAR_MONTH = /^(-?\d{4,6})-(\d{2})(?:Z|[+-]\d{2}:\d{2})?$/;
const DURATION =
  /^(-?)P(?=[\dT])(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,12})?)S)?)?$/;

/** Days since 1970, if the day exists. */
export function dateValue(text: string): bigint | undefined {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0;
  return exists ? BigInt(date.getTime() / 86_400_000) : undefined;
}

/** Seconds since midnight. */
export function timeValue(text: string): bigint | undefined {
  const [, hour, minute, second] = (TIME.exec(text) ?? []).map(Number);
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  return hour < 24 && minute < 60 && second < 60 ? BigInt(hour * 3_600 + minute * 60 + second) : undefined;
}

/** Picoseconds since 1970; without a zone, in UTC. */
export function datetimeValue(text: string): bigint | undefined {
  const [, date = '', time = '', fraction = '', , sign, hours = '0', minutes = '0'] = DATETIME.exec(text) ?? [];
  const [days, seconds] = [dateValue(date), timeValue(time)];
  if (days === undefined || seconds === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined;
  const offset = BigInt((Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60));
  return (days * 86_400n + seconds - offset) * 10n ** 12n + BigInt(fraction.padEnd(12, '0'));
}

export function yearValue(value: unknown): number | undefined {
  const [, year] = typeof value === 'string' ? (YEAR.exec(value) ?? []) : [];
  return year === undefined ? undefined : Number(year);
}

/** Months since the year 0. */
export function yearMonthValue(value: unknown): number | undefined {
  const [, year, month] = typeof value === 'string' ? (YEAR_MONTH.exec(value) ?? []).map(Number) : [];
  if (year === undefined || month === undefined || month < 1 || month > 12) return undefined;
  return year * 12 + month - 1;
}

/** A duration; neither part says how long the other is. */
export interface Duration {
  readonly months: bigint;
  readonly picoseconds: bigint;
}

export function durationOf(text: string): Duration | undefined {
  const parts = DURATION.exec(text);
  if (!parts) return undefined;
  const [years = '0', months = '0', days = '0', hours = '0', minutes = '0', seconds = '0'] = parts.slice(2);
  const [whole = '0', fraction = ''] = seconds.split('.');
  const sign = parts[1] === '-' ? -1n : 1n;
  const inSeconds = BigInt(days) * 86_400n + BigInt(hours) * 3_600n + BigInt(minutes) * 60n + BigInt(whole);
  return {
    months: sign * (BigInt(years) * 12n + BigInt(months)),
    picoseconds: sign * (inSeconds * 10n ** 12n + BigInt(fraction.padEnd(12, '0'))),
  };
}

/** The same text for equal durations, such as P1D and PT24H. */
export function durationValue(value: unknown): string | undefined {
  const duration = typeof value === 'string' ? durationOf(value) : undefined;
  return duration && `${duration.months}M${duration.picoseconds}`;
}
