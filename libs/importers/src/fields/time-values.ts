/** Years, months, times and durations as the standard's default formats write them; undefined for any other text. */

const TIME = /^(\d{2}):(\d{2}):(\d{2})$/;
/** Of XML Schema: seconds may have a fraction, and a zone may follow. */
export const DATETIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,12}))?(?:(Z)|([+-])(\d{2}):(\d{2}))?$/;
const YEAR = /^(-?\d{4,6})(?:Z|[+-]\d{2}:\d{2})?$/;
const YEAR_MONTH = /^(-?\d{4,6})-(\d{2})(?:Z|[+-]\d{2}:\d{2})?$/;
const DURATION =
  /^(-?)P(?=[\dT])(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,12})?)S)?)?$/;

export function isTime(text: string): boolean {
  const [, hour, minute, second] = (TIME.exec(text) ?? []).map(Number);
  if (hour === undefined || minute === undefined || second === undefined) return false;
  return hour < 24 && minute < 60 && second < 60;
}

export function yearValue(text: string): number | undefined {
  const [, year] = YEAR.exec(text) ?? [];
  return year === undefined ? undefined : Number(year);
}

/** Months since the year 0. */
export function yearMonthValue(text: string): number | undefined {
  const [, year, month] = (YEAR_MONTH.exec(text) ?? []).map(Number);
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
export function durationValue(text: string): string | undefined {
  const duration = durationOf(text);
  return duration && `${duration.months}M${duration.picoseconds}`;
}
