import type { Random } from '../../../harness/index.ts';

/** A value as the database prints it; null for a blank cell. */
export type Value = string | null;
/** What a cell gives, or the code of its error. */
export type Read = { readonly value: Value } | { readonly code: string };
export type Reader = (text: string) => Read;

export interface Cell {
  /** A cell that can be read, as a file may have it. */
  readonly some: (random: Random) => string;
  /** Cells with an error. */
  readonly flaws: readonly string[];
  readonly read: Reader;
  /** A cell that gives this value, if it is not its text. */
  readonly write?: (value: string) => string;
}

const good = (value: Value): Read => ({ value });
const bad = (code: string): Read => ({ code });
const two = (n: number): string => String(n).padStart(2, '0');
const long = (length: number, letter = 'x'): string => letter.repeat(length);

/** Reads what is within a form, and says otherwise what is wrong. */
const form =
  (pattern: RegExp, code: string, next: (...parts: string[]) => Read = (text) => good(text)): Reader =>
  (text) => {
    const found = pattern.exec(text);
    return found ? next(...found) : bad(code);
  };

export const words = (most: number, ...more: string[]): Cell => ({
  some: (random) => random.pick(['pump', 'Kühlung', 'a, b', 'Zoë "Z"', "O'Brien", 'back\\slash', '=1+1', ...more]),
  flaws: [long(most + 1)],
  read: (text) => ([...text].length > most ? bad('TOO_LONG') : good(text)),
});

export const oneOf = (known: Readonly<Record<string, string>>, flaws: readonly string[], code: string): Cell => ({
  some: (random) => random.pick(Object.keys(known)),
  flaws,
  write: (value) => Object.keys(known).find((text) => known[text] === value) ?? '',
  read: (text) => (Object.hasOwn(known, text) ? good(known[text] ?? null) : bad(code)),
});

export const pattern = (whole: RegExp, some: Cell['some'], flaws: readonly string[]): Cell => ({
  ...{ some, flaws },
  read: form(whole, 'PATTERN_MISMATCH'),
});

/** Whole numbers that a column of this range holds. `flaws` are other texts than those just outside. */
export function whole(
  least: number,
  most: number,
  { group = '', below = 'NUMBER_OUT_OF_RANGE', above = 'NUMBER_OUT_OF_RANGE' } = {},
): Cell {
  const digits = group ? new RegExp(`^-?(?:\\d+|\\d{1,3}(?:\\${group}\\d{3})+)$`) : /^-?\d+$/;
  return {
    some: (random) => {
      const number = random.pick([least, most, 0, random.int(least, most), random.int(0, 9)]);
      const text = String(Math.min(most, Math.max(least, number)));
      return group && random.chance(0.5) ? text.replace(/\B(?=(?:\d{3})+$)/g, group) : text;
    },
    flaws: [...(above ? [String(most + 1)] : []), String(least - 1), 'x', '1e', '1,5'],
    read: form(digits, 'NOT_INTEGER', (text) => {
      const number = Number(group ? text.replaceAll(group, '') : text);
      if (number < least) return bad(below);
      return number > most && above ? bad(above) : good(String(number));
    }),
  };
}

/** A number as DECIMAL(…, scale) prints it. */
const scaled = (sign: string, digits: string, fraction: string, scale: number): string => {
  const plain = `${digits.replace(/^0+(?=\d)/, '')}.${fraction.padEnd(scale, '0')}`;
  return /^[0.]+$/.test(plain) ? plain : sign + plain;
};

interface Decimals {
  readonly precision: number;
  readonly scale: number;
  /** Bounds of the definition. */
  readonly least?: number;
  readonly most?: number;
  /** The decimal mark and that between groups of digits. */
  readonly marks?: readonly [decimal: string, group: string];
}

export function decimal({ precision, scale, least, most, marks: [mark, group] = ['.', ''] }: Decimals): Cell {
  const whole = precision - scale;
  const groups = group ? `|\\d{1,3}(?:\\${group}\\d{3})+` : '';
  const largest = most === undefined ? '9'.repeat(whole) : String(most);
  return {
    some: (random) => {
      if (random.chance(0.05)) return largest;
      const digits = String(random.int(least ?? 0, Math.min(Number(largest) - 1, 99_999)));
      const shown = group && random.chance(0.5) ? digits.replace(/\B(?=(?:\d{3})+$)/g, group) : digits;
      return shown + random.pick(['', `${mark}5`, `${mark}${two(random.int(0, 99))}`]);
    },
    write: (value) => value.replace('.', mark),
    flaws: [
      ...(least === undefined ? [] : [String(least - 1)]),
      ...(most === undefined ? [`1${long(whole, '0')}`] : [String(most + 1)]),
      ...[`1${mark}${long(scale, '0')}1`, 'x', mark === '.' ? '1,5' : '1.5'],
    ],
    read: form(new RegExp(`^(-?)(\\d+${groups})(?:\\${mark}(\\d+))?$`), 'NOT_NUMBER', (_, sign, text, part = '') => {
      const digits = group ? text?.replaceAll(group, '') : text;
      const number = Number(`${sign}${digits}.${part}`);
      if (least !== undefined && number < least) return bad('BELOW_MINIMUM');
      if (most !== undefined && number > most) return bad('ABOVE_MAXIMUM');
      const fraction = part.replace(/0+$/, '');
      const fits = String(digits).replace(/^0+/, '').length <= whole && fraction.length <= scale;
      return fits ? good(scaled(sign ?? '', digits ?? '', fraction, scale)) : bad('NUMBER_OUT_OF_RANGE');
    }),
  };
}

const isDay = (year: number, month: number, day: number): boolean =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month <= 12 && day > 0;
const dayOf = (year = '', month = '', day = ''): Read =>
  isDay(Number(year), Number(month), Number(day))
    ? good(`${year}-${two(Number(month))}-${two(Number(day))}`)
    : bad('DATE_INVALID');
const anyDay = (random: Random, from: number, to: number) =>
  [random.int(from, to), random.int(1, 12), random.int(1, 28)] as const;

/** Days between two years, as %d.%m.%Y. */
export const germanDay = (from: number, to: number): Cell => ({
  some: (random) => {
    const [year, month, day] = anyDay(random, from, to);
    return `${two(day)}.${two(month)}.${year}`;
  },
  flaws: ['30.02.2024', '2024-01-05', 'soon', '1.13.2024'],
  write: (value) => value.split('-').reverse().join('.'),
  read: form(/^(\d\d?)\.(\d\d?)\.(\d{4})$/, 'DATE_INVALID', (_, day, month, year) => dayOf(year, month, day)),
});

const MONTHS = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');

/** Days with the German name of the month. */
export const germanMonth: Cell = {
  some: (random) => {
    const [year, month, day] = anyDay(random, 1950, 2029);
    return `${two(day)}. ${MONTHS[month - 1]} ${year}`;
  },
  flaws: ['01. March 2024', '31. Februar 2024', '2024-01-05'],
  write: (value) => {
    const [year, month, day] = value.split('-');
    return `${day}. ${MONTHS[Number(month) - 1]} ${year}`;
  },
  read: form(/^(\d\d)\. (\p{L}+) (\d{4})$/u, 'DATE_INVALID', (_, day, month = '', year) =>
    MONTHS.includes(month) ? dayOf(year, String(MONTHS.indexOf(month) + 1), day) : bad('DATE_INVALID'),
  ),
};

/** Days in two of the forms that people write. */
export const writtenDay = (from: number, to: number): Cell => ({
  some: (random) => {
    const [year, month, day] = anyDay(random, from, to);
    return random.chance(0.5) ? `${year}-${two(month)}-${two(day)}` : `${two(day)}.${two(month)}.${year}`;
  },
  flaws: ['2024-02-30', 'soon', '24:00'],
  read: (text) => {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
    return year === undefined ? germanDay(0, 0).read(text) : dayOf(year, month, day);
  },
});

/** Times of Berlin's winter and summer, as UTC without milliseconds. */
export const berlinTime: Cell = {
  some: (random) => {
    const [year, , day] = anyDay(random, 2000, 2029);
    const moment = `${year}-${random.pick(['01', '07'])}-${two(day)} ${two(random.int(2, 23))}:30:15`;
    return random.chance(0.3) ? `${moment}Z` : moment;
  },
  flaws: ['2024-01-05 25:00:00', 'noon'],
  write: (value) => `${value}Z`,
  read: form(/^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(Z?)$/, 'DATE_INVALID', (_, ...parts) => {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
    if (!isDay(year, month, day) || hour > 23) return bad('DATE_INVALID');
    const offset = parts[6] === 'Z' ? 0 : month === 7 ? 2 : 1;
    const utc = new Date(Date.UTC(year, month - 1, day, hour - offset, minute, second));
    return good(utc.toISOString().slice(0, 19).replace('T', ' '));
  }),
};

/** Moments as the standard writes them, with milliseconds in the table. */
export const standardTime: Cell = {
  some: (random) => {
    const [year, month, day] = anyDay(random, 2020, 2029);
    return `${year}-${two(month)}-${two(day)}T${two(random.int(0, 23))}:15:00${random.pick(['', '.250'])}Z`;
  },
  flaws: ['2024-01-05 10:00', '05.01.2024', '2024-02-30T10:00:00Z'],
  write: (value) => `${value.replace(' ', 'T')}Z`,
  read: form(
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{3}))?Z$/,
    'DATE_INVALID',
    (_, year, month, day, time, ms) => {
      const read = dayOf(year, month, day);
      return 'code' in read ? read : good(`${read.value} ${time}.${ms ?? '000'}`);
    },
  ),
};

export const clock: Cell = oneOf(
  { '09:30': '09:30:00', '9:30 PM': '21:30:00', '23:59:59': '23:59:59', '12:00 AM': '00:00:00' },
  ['25:00', 'late'],
  'DATE_INVALID',
);

/** JSON whose members are sorted, so that texts can be compared. */
export const json: Cell = {
  some: (random) => random.pick(['{"a": 1}', '{"a": [1, null], "b": "ä"}', `{"n": ${random.int(0, 9)}}`]),
  flaws: ['[1]', '{"a": ', 'no'],
  read: (text) => {
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? good(text) : bad('NOT_JSON');
    } catch {
      return bad('NOT_JSON');
    }
  },
};

/** Changes how the text is written before it is read. */
export const written = (cell: Cell, change: (text: string) => string, flaws = cell.flaws): Cell => ({
  ...{ ...cell, flaws },
  read: (text) => cell.read(change(text)),
});
