import { EMPTY, type Reading, readingOf } from './reading.ts';

const DIGIT = /\d/;
const LETTER = /\p{L}/u;
/** Shorter texts are neither dates nor times, and longer ones are not either. */
const SHORTEST = 4;
const LONGEST = 40;
const may = (text: string): boolean => text.length >= SHORTEST && text.length <= LONGEST && DIGIT.test(text);
const mayHaveNames = (text: string): boolean => may(text) && LETTER.test(text);

const days = [
  ...['%d.%m.%Y', '%d/%m/%Y', '%m/%d/%Y', '%d-%m-%Y', '%m-%d-%Y', '%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d'],
  ...['%d.%m.%y', '%d/%m/%y', '%m/%d/%y'],
];
const namedDays = [
  ...['%d %b %Y', '%d. %b %Y', '%d-%b-%Y', '%d-%b-%y', '%d/%b/%Y', '%b %d, %Y', '%b %d %Y', '%Y-%b-%d'],
  ...['%d de %b de %Y', '%a, %d %b %Y', '%a, %d. %b %Y'],
];
const times = ['%H:%M', '%H:%M:%S', '%H:%M:%S.%f', '%I:%M %p', '%I:%M:%S %p'];
const zoned = ['%Y-%m-%d %H:%M:%S%z', '%Y-%m-%d %H:%M:%S.%f%z', '%Y-%m-%dT%H:%M%z', '%Y-%m-%dT%H:%M:%S%z'];
/** The languages of months, English first: where names are the same, it is meant. */
const locales = [undefined, 'de', 'fr', 'es', 'it', 'pt', 'nl'];

/** The order of day and month of a pattern of numbers; undefined if only one is possible. */
export function orderOfFormat(format = ''): 'DMY' | 'MDY' | undefined {
  if (/^%d[/-]%m/.test(format)) return 'DMY';
  return /^%m[/-]%d/.test(format) ? 'MDY' : undefined;
}

/** Whether the format `any` takes all dates of a pattern, if dates in either order have this one. */
const isUsual = (format: string, order: 'DMY' | 'MDY' | undefined): boolean =>
  ['%d.%m.%Y', '%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d'].includes(format) ||
  (/[/-]%Y$/.test(format) && orderOfFormat(format) === order);

/** Dates, times and both, first as the standard writes them, then in patterns, and last as people write them. */
export function dateReadings(): Reading[] {
  const date = readingOf({ type: 'date' }, EMPTY, { may });
  const time = readingOf({ type: 'time' }, EMPTY, { may });
  const datetime = readingOf({ type: 'datetime' }, EMPTY, { may });
  const patterns = (type: 'date' | 'time' | 'datetime', formats: readonly string[]) =>
    formats.map((format) => readingOf({ type, format }, EMPTY, { may }));
  const named = locales.flatMap((locale) =>
    namedDays.map((format) =>
      readingOf({ type: 'date', format }, locale === undefined ? EMPTY : { locale }, { may: mayHaveNames }),
    ),
  );
  const both = days.flatMap((day) => [' ', 'T', ', '].flatMap((space) => times.map((clock) => day + space + clock)));
  const numbered = patterns('date', [...days, '%Y%m%d']);
  const any = (type: 'date' | 'datetime') =>
    ([undefined, 'DMY', 'MDY'] as const).map((dateOrder) => {
      const narrower = [date, ...numbered.filter(({ field: { format = '' } }) => isUsual(format, dateOrder))];
      return readingOf({ type, format: 'any' }, EMPTY, { may, narrower, ...(dateOrder && { dateOrder }) });
    });
  return [
    ...[date, ...numbered, ...named, ...any('date')],
    ...[
      time,
      ...patterns('time', ['%H:%M', '%H:%M:%S.%f']),
      readingOf({ type: 'time', format: 'any' }, EMPTY, { may }),
    ],
    ...[datetime, ...patterns('datetime', [...both, ...zoned]), ...any('datetime')],
  ];
}
