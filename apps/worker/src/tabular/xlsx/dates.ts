/** How a number is displayed: a date with or without time, a time of day, or a duration such as `[h]:mm`. */
export type DateKind = 'moment' | 'time' | 'duration';

/** Excel's numbering of built-in formats, ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are East Asian dates. */
export function builtInDateKind(id: number): DateKind | undefined {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58))
    return 'moment';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return 'time';
  return id === 46 ? 'duration' : undefined;
}

/** Excel's maximum length of a format code. */
const MAX_CODE = 255;

/** How a format code such as `dd/mm/yyyy` or `[$-409]h:mm AM/PM` displays a number. */
export function dateKindOf(code: string): DateKind | undefined {
  // Quoted and escaped text, padding and anything in brackets except elapsed time are irrelevant to the kind of value.
  const plain = code
    .slice(0, MAX_CODE)
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!(h+|m+|s+)\])[^[\]]*\]/gi, '')
    .replace(/am\/pm|a\/p|general/gi, '')
    .split(';')[0] as string;
  if (/\[(h+|m+|s+)\]/i.test(plain)) return 'duration';
  if (/[yd]|mmm|gg|^[^hms]*m[^hs]*$/i.test(plain)) return 'moment';
  return /[hs]/i.test(plain) ? 'time' : undefined;
}

const DAY_MS = 86_400_000;
/** The day after 9999-12-31. From it on, and below zero, spreadsheets show no date either. */
const LAST_SERIAL = 2_958_466;

/**
 * The ISO text of a serial day number: `2024-03-01`, `2024-03-01T13:30:00`, `13:30:00`, or `36:00:00` for a duration.
 * `undefined` if it is outside the calendar. In the 1900 system day 60 is 1900-02-29, which did not exist.
 */
export function serialToIso(serial: number, kind: DateKind, date1904: boolean): string | undefined {
  if (!(serial >= 0)) return undefined;
  const ms = Math.round(serial * DAY_MS);
  if (kind === 'duration') return clock(ms);
  if (ms < DAY_MS && (kind === 'time' || !date1904)) return clock(ms);
  const days = Math.floor(ms / DAY_MS) + (date1904 ? 1462 : 0);
  if (days >= LAST_SERIAL) return undefined;
  const date = isoDate(days);
  return ms % DAY_MS === 0 ? date : `${date}T${clock(ms % DAY_MS)}`;
}

function isoDate(days: number): string {
  if (days === 60) return '1900-02-29';
  const unix = days - 25_569 + (days < 60 ? 1 : 0);
  return new Date(unix * DAY_MS).toISOString().slice(0, 10);
}

/** `HH:MM:SS`, with milliseconds if there are any; hours can exceed 23. */
function clock(ms: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const text = `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`;
  return ms % 1000 === 0 ? text : `${text}.${String(ms % 1000).padStart(3, '0')}`;
}
