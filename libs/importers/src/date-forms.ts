/**
 * The dates that people write, for imports and analyses alike. The patterns mean the same to JavaScript and RE2 (DuckDB), and
 * ignore case. Years have four digits: a year such as 24 does not say its century, so it is no date. Months have English names.
 */
const YEAR = '[1-9][0-9]{3}';
const NUMBER = '[0-9]{1,2}';
const DAY = `${NUMBER}(?:st|nd|rd|th)?`;
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[.]?';

/** One form of a day; `parts` is the order of year, month and day. With slashes or hyphens, the day or the month may come first. */
export interface DateForm {
  readonly example: string;
  readonly parts: 'YMD' | 'DMY' | 'MDY' | 'DMY or MDY';
  readonly pattern: string;
}

export const dateForms: readonly DateForm[] = [
  { example: '2024-03-01', parts: 'YMD', pattern: `${YEAR}-${NUMBER}-${NUMBER}` },
  { example: '2024/03/01', parts: 'YMD', pattern: `${YEAR}/${NUMBER}/${NUMBER}` },
  { example: '2024.03.01', parts: 'YMD', pattern: `${YEAR}[.]${NUMBER}[.]${NUMBER}` },
  { example: '01.03.2024', parts: 'DMY', pattern: `${NUMBER}[.]${NUMBER}[.]${YEAR}` },
  { example: '01-03-2024', parts: 'DMY or MDY', pattern: `${NUMBER}-${NUMBER}-${YEAR}` },
  { example: '01/03/2024', parts: 'DMY or MDY', pattern: `${NUMBER}/${NUMBER}/${YEAR}` },
  { example: '1-Mar-2024', parts: 'DMY', pattern: `${NUMBER}-${MONTH}-${YEAR}` },
  { example: '01/Mar/2024', parts: 'DMY', pattern: `${NUMBER}/${MONTH}/${YEAR}` },
  { example: '1 March 2024', parts: 'DMY', pattern: `${DAY} ${MONTH},? ${YEAR}` },
  { example: 'March 1, 2024', parts: 'MDY', pattern: `${MONTH} ${DAY},? ${YEAR}` },
  { example: '2024-Mar-01', parts: 'YMD', pattern: `${YEAR}-${MONTH}-${NUMBER}` },
];

/** Hour, minute, second, fraction, and a or p of AM and PM. */
export const clockPattern =
  '([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:[.,]([0-9]{1,9}))?)?(?: ?([ap])[.]?m[.]?)?';

/** The time after a day, perhaps with its zone: UTC or an offset from it. */
const TIME = `(?:(?:t|,? +)${clockPattern}(?: ?(z|utc|gmt|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?))?)?`;

/** A whole cell that has one of the forms, perhaps with a time. It does not check that the day exists. */
export const datePattern = `(?:${dateForms.map(({ pattern }) => pattern).join('|')})${TIME}`;

/** A whole cell whose day and month may be in either order; the groups are both numbers, the second with its marks. */
export const eitherOrderPattern = `(${NUMBER})(/${NUMBER}/|-${NUMBER}-)${YEAR}${TIME}`;

/** The names of the groups of `partsPattern`. Groups that took no part in the match are empty or undefined. */
export const dateParts = [
  ...['year_first', 'number_first', 'name_first', 'number_second', 'name_second', 'last'],
  ...['hour', 'minute', 'second', 'fraction', 'half', 'zone'],
] as const;

/** The parts of a cell that matches `datePattern`. */
export const partsPattern = `(?:(${YEAR})|(${NUMBER})(?:st|nd|rd|th)?|([a-z]+))[-/., ]+(?:(${NUMBER})(?:st|nd|rd|th)?|([a-z]+))[-/., ]+(${YEAR}|${NUMBER})${TIME}`;

/** The first three letters of the months, in order. */
export const monthNames = 'janfebmaraprmayjunjulaugsepoctnovdec';
