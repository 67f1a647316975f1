import { escaped } from './escaped.ts';

/** The parts of a text in a format of strptime. Those that the format lacks are 0, or the first. */
export interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 is the first of January; undefined if the format has months and days. */
  readonly dayOfYear: number | undefined;
  readonly hour: number;
  /** The a or p of AM and PM. */
  readonly half: string | undefined;
  readonly minute: number;
  readonly second: number;
  /** Digits after the seconds. */
  readonly fraction: string;
  /** `Z`, `+0200`, or empty. */
  readonly zone: string;
}

/** Patterns of directives whose text is the same in all languages. */
const directives: Readonly<Record<string, string>> = {
  ...{ Y: '[0-9]{4}', y: '[0-9]{2}', m: '[0-9]{1,2}', d: '[0-9]{1,2}', j: '[0-9]{1,3}', f: '[0-9]{1,6}' },
  ...{ H: '[0-9]{1,2}', I: '[0-9]{1,2}', M: '[0-9]{1,2}', S: '[0-9]{1,2}', p: '[ap]m', z: 'z|[+-][0-9]{2}:?[0-9]{2}' },
};

/**
 * A format of strptime as one pattern, which ignores case.
 * @param locale the language of names of months and weekdays
 * @returns the pattern, and a function that reads a text; undefined if the text does not have the format
 */
export function compileFormat(format: string, locale = 'en') {
  const names = { b: monthsOf(locale), a: weekdaysOf(locale) };
  const letters: string[] = [];
  const source = format.replace(/%(.)|[^%]+/gs, (text, letter?: string) => {
    if (letter === undefined) return escaped(text);
    if (letter === '%') return '%';
    letters.push(letter);
    const known = { b: names.b, B: names.b, a: names.a, A: names.a }[letter];
    return known ? `(${alternatives(known)})[.]?` : `(${directives[letter] ?? ''})`;
  });
  const groups: Readonly<Record<string, number>> = Object.fromEntries(
    letters.map((letter, index) => [letter, index + 1]),
  );
  // Taken apart once, because looking groups up for each text took longer than the match. Those that the format lacks are 0.
  const { Y = 0, y = 0, m = 0, b = 0, B = 0, d = 0, j = 0, H = 0, I = 0, p = 0, M = 0, S = 0, f = 0, z = 0 } = groups;
  const pattern = new RegExp(`^${source}$`, 'iu');
  const read = (text: string): Parts | undefined => {
    const found = pattern.exec(text);
    if (!found) return undefined;
    const part = (group: number): string | undefined => (group === 0 ? undefined : found[group]);
    const name = part(b) ?? part(B);
    const dayOfYear = part(j);
    return {
      year: Number(part(Y) ?? century(part(y) ?? '0')),
      month: name === undefined ? Number(part(m) ?? 1) : (names.b.get(key(name, locale)) ?? 0),
      day: Number(part(d) ?? 1),
      dayOfYear: dayOfYear === undefined ? undefined : Number(dayOfYear),
      hour: Number(part(H) ?? part(I) ?? 0),
      half: part(p)?.[0],
      minute: Number(part(M) ?? 0),
      second: Number(part(S) ?? 0),
      fraction: part(f) ?? '',
      zone: part(z)?.replace(':', '') ?? '',
    };
  };
  return { pattern, read };
}

/** Years of two digits are of 1969 to 2068, as in POSIX. */
const century = (short: string): string => `${Number(short) >= 69 ? '19' : '20'}${short}`;

/** A name without case and the period of its abbreviation. */
const key = (name: string, locale: string): string => name.toLocaleLowerCase(locale).replace(/[.]$/, '');

/** The longest first, because one may be the start of another. */
const alternatives = (names: ReadonlyMap<string, number>): string =>
  [...names.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');

/** Names of months, long and short, alone and in dates, by which languages with cases differ; 1 is January. */
function monthsOf(locale: string): Map<string, number> {
  const days = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 1)));
  return namesOf(days, 'month', locale, [
    { month: 'long' },
    { month: 'short' },
    { month: 'long', day: 'numeric' },
    { month: 'short', day: 'numeric' },
  ]);
}

function weekdaysOf(locale: string): Map<string, number> {
  const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 0, day + 1)));
  return namesOf(days, 'weekday', locale, [{ weekday: 'long' }, { weekday: 'short' }]);
}

function namesOf(
  days: readonly Date[],
  type: 'month' | 'weekday',
  locale: string,
  forms: readonly Intl.DateTimeFormatOptions[],
): Map<string, number> {
  const names = new Map<string, number>();
  for (const form of forms) {
    const format = new Intl.DateTimeFormat(locale, { ...form, calendar: 'gregory', timeZone: 'UTC' });
    days.forEach((day, index) => {
      const name = format.formatToParts(day).find((part) => part.type === type)?.value;
      if (name !== undefined && !names.has(key(name, locale))) names.set(key(name, locale), index + 1);
    });
  }
  return names;
}
