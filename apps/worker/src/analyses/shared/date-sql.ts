export type DateOrder = 'DMY' | 'MDY';

const TIME = '(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?)?';
const ISO_TIME = '(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?';
const ISO = `[0-9]{4}-[0-9]{2}-[0-9]{2}${ISO_TIME}`;
const YEAR_FIRST = `[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}${TIME}`;
const YEAR_LAST = `[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}${TIME}`;
const MONTH_NAME = '[A-Za-z]{3,9}';
const NAMED = `[0-9]{1,2}[ -]${MONTH_NAME}[ -][0-9]{4}|${MONTH_NAME} [0-9]{1,2},? [0-9]{4}`;

/** Looks like a date; does not check that the day exists. */
export const isDateText = (value: string): string =>
  String.raw`regexp_full_match(${value}, '\s*(?:${ISO}|${YEAR_FIRST}|${YEAR_LAST}|${NAMED})\s*')`;

const TIMES = ['', ' %H:%M', ' %H:%M:%S', ' %H:%M:%S.%g'];
const withTimes = (days: readonly string[]): string =>
  `[${days.flatMap((day) => TIMES.map((time) => `'${day}${time}'`)).join(', ')}]`;
const YEAR_FIRST_FORMATS = withTimes(['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d']);
const DAY_FIRST_FORMATS = withTimes(['%d.%m.%Y', '%d-%m-%Y']);
const SLASH_FORMATS = { DMY: withTimes(['%d/%m/%Y']), MDY: withTimes(['%m/%d/%Y']) };
const NAMED_FORMATS = `['%d %b %Y', '%d %B %Y', '%d-%b-%Y', '%d-%B-%Y', '%b %d %Y', '%B %d %Y']`;

/** The cell as a TIMESTAMP; NULL if it is not an existing date, or if its order is ambiguous and `order` is unknown. */
export function dateValue(value: string, order: DateOrder | undefined): string {
  const text = `replace(trim(${value}), 'T', ' ')`;
  const matches = (pattern: string): string => `regexp_full_match(trim(${value}), '${pattern}')`;
  const parse = (formats: string): string => `try_strptime(${text}, ${formats})`;
  const slashes = order
    ? parse(SLASH_FORMATS[order])
    : `CASE WHEN ${parse(SLASH_FORMATS.DMY)} IS NULL THEN ${parse(SLASH_FORMATS.MDY)}
         WHEN ${parse(SLASH_FORMATS.MDY)} IS NULL OR ${parse(SLASH_FORMATS.MDY)} = ${parse(SLASH_FORMATS.DMY)}
         THEN ${parse(SLASH_FORMATS.DMY)} END`;
  return `CASE WHEN ${matches(ISO)} THEN TRY_CAST(replace(trim(${value}), ',', '.') AS TIMESTAMP)
    WHEN ${matches(YEAR_FIRST)} THEN ${parse(YEAR_FIRST_FORMATS)}
    WHEN ${matches(YEAR_LAST)} AND contains(${value}, '/') THEN ${slashes}
    WHEN ${matches(YEAR_LAST)} THEN ${parse(DAY_FIRST_FORMATS)}
    WHEN ${matches(NAMED)} THEN try_strptime(replace(trim(${value}), ',', ''), ${NAMED_FORMATS}) END`;
}

/** Converts dates to ISO 8601; cells that are already ISO or not dates stay unchanged. */
export function isoDate(value: string, order: DateOrder | undefined): string {
  const written = `list_transform([${dateValue(value, order)}], lambda d:
    CASE WHEN d = date_trunc('day', d) THEN strftime(d, '%Y-%m-%d')
      WHEN d = date_trunc('second', d) THEN strftime(d, '%Y-%m-%dT%H:%M:%S')
      ELSE strftime(d, '%Y-%m-%dT%H:%M:%S.%g') END)[1]`;
  return `CASE WHEN regexp_full_match(${value}, '${ISO}') THEN ${value} ELSE coalesce(${written}, ${value}) END`;
}
