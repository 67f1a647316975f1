import type { DateDisplay } from './number-format.ts';

const DAY_MS = 86_400_000;
/** The day after 9999-12-31. From it on, and below zero, spreadsheets show no date either. */
const LAST_SERIAL = 2_958_466;
/** Days from 1899-12-31 in a workbook of the 1900 date system to 1904-01-01. */
const DAYS_TO_1904 = 1462;

/**
 * What days are counted from. `1900` is that of nearly all workbooks, with a 1900-02-29 that did not exist; `ISO` counts from
 * 1899-12-30 without it, so both agree from 1900-03-01 on.
 */
export type DateSystem = '1900' | '1904' | 'ISO';

/** The first day on which the systems `1900` and `ISO` agree. */
export const SYSTEMS_AGREE_FROM = 61;

export interface ShownDate {
  /** `2024-03-01`, `2024-03-01T13:30:00`, `13:30:00`, or `36:00:00` for a duration. */
  readonly text: string;
  /** The cell has seconds that its format leaves out, and `text` has not got them. */
  readonly rounded: boolean;
  /** The cell has a time or a day that its format leaves out; `text` has it. */
  readonly hidden: boolean;
}

/**
 * A serial day number as its format shows it: to the minute, the second or parts of it, never an instant before. `undefined`
 * if it is outside the calendar.
 */
export function shownDate(serial: number, display: DateDisplay, system: DateSystem): ShownDate | undefined {
  if (!(serial >= 0)) return undefined;
  const { unit } = display;
  const exact = Math.round((serial * DAY_MS) / Math.min(unit, 1000)) * Math.min(unit, 1000);
  const ms = exact - (exact % unit);
  const rounded = ms !== exact;
  if (display.elapsed) return { text: clock(ms), rounded, hidden: false };
  const noDay = ms < DAY_MS && (!display.date || system === '1900');
  if (noDay) return { text: clock(ms), rounded, hidden: !display.time && ms > 0 };
  const days = Math.floor(ms / DAY_MS) + (system === '1904' ? DAYS_TO_1904 : 0);
  if (days >= LAST_SERIAL) return undefined;
  const midnight = ms % DAY_MS === 0;
  const day = system === 'ISO' && days < SYSTEMS_AGREE_FROM ? dayFrom1899(days) : isoDate(days);
  const text = midnight ? day : `${day}T${clock(ms % DAY_MS)}`;
  return { text, rounded, hidden: !display.date || (!display.time && !midnight) };
}

/**
 * The serial number, in the 1900 system, of a cell with an ISO 8601 date, time or both; undefined for other text and for days
 * before 1899-12-30. Times are stored with that day or the next one.
 */
export function serialOfIso(text: string): number | undefined {
  const found = /^(?:(\d{4}-\d\d-\d\d)(?:T|$))?(?:T?(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?Z?$/.exec(text.trim());
  if (!found || text.trim() === '') return undefined;
  const [, day, hours = '0', minutes = '0', seconds = '0'] = found;
  const time = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400;
  if (day === undefined) return time;
  const unix = Date.parse(day) / DAY_MS;
  if (Number.isNaN(unix)) return undefined;
  const days = unix + 25_569;
  if (days < 0) return undefined;
  return Math.max(days < 61 ? days - 1 : days, 0) + time;
}

const dayFrom1899 = (days: number): string => new Date((days - 25_569) * DAY_MS).toISOString().slice(0, 10);

/** Days seen before: a sheet repeats its dates, and making one takes longer than reading its cell. */
const knownDays = new Map<number, string>();
const MOST_KNOWN = 4096;

function isoDate(days: number): string {
  const known = knownDays.get(days);
  if (known !== undefined) return known;
  const text = days === 60 ? '1900-02-29' : dayFrom1899(days < 60 ? days + 1 : days);
  if (knownDays.size >= MOST_KNOWN) knownDays.clear();
  knownDays.set(days, text);
  return text;
}

/** `HH:MM:SS`, with milliseconds if there are any; hours can exceed 23. */
function clock(ms: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const text = `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`;
  return ms % 1000 === 0 ? text : `${text}.${String(ms % 1000).padStart(3, '0')}`;
}
