import { type DateOrder, dateParts, datePattern, monthNames, partsPattern } from '@sluice/importers';

export type { DateOrder };

/** ISO 8601 as most systems write it: converted to itself. */
const ISO =
  '[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?';
/** What DuckDB's cast reads. This and the patterns of `timestamp` are nearly all dates: faster than taking a date apart. */
const CASTABLE =
  '[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,6})?)?)?';

const matches = (text: string, pattern: string): string => `regexp_full_match(${text}, '${pattern}')`;

/** Looks like a date; does not check that the day exists. */
export const isDateText = (value: string): string => matches(value, String.raw`(?i)\s*(?:${datePattern})\s*`);

/** An existing date in either order of day and month. */
export const dateExists = (value: string): string => `${timestamp(value, 'either')} IS NOT NULL`;

/**
 * The cell as a TIMESTAMP in UTC, as imports read it (`parseDate`); NULL if it is not an existing date, or if its order is
 * ambiguous and `order` is unknown.
 */
export const dateValue = (value: string, order: DateOrder | undefined): string => timestamp(value, order ?? 'certain');

/** `either`: whichever exists. `certain`: only if there is no second reading. */
type Order = DateOrder | 'either' | 'certain';

function timestamp(value: string, order: Order): string {
  const text = `trim(${value})`;
  const parts = `regexp_extract(${text}, '(?i)^${partsPattern}$', [${dateParts.map((name) => `'${name}'`).join(', ')}])`;
  return `CASE WHEN ${matches(text, CASTABLE)} THEN TRY_CAST(replace(${text}, ',', '.') AS TIMESTAMP)
    WHEN ${matches(text, '[0-9]{1,2}[.][0-9]{1,2}[.][1-9][0-9]{3}')} THEN try_strptime(${text}, '%d.%m.%Y')
    ${
      order === 'certain'
        ? ''
        : `WHEN ${matches(text, '[0-9]{1,2}/[0-9]{1,2}/[1-9][0-9]{3}')} THEN ${withMarks('/', text, order)}
    WHEN ${matches(text, '[0-9]{1,2}-[0-9]{1,2}-[1-9][0-9]{3}')} THEN ${withMarks('-', text, order)}`
    }
    WHEN ${isDateText(value)} THEN list_transform([${parts}], lambda p:
      CASE WHEN p.half <> '' AND CAST(p.hour AS INTEGER) NOT BETWEEN 1 AND 12 THEN NULL
        ELSE list_transform([${day(value, order)} + ${TIME}], lambda t:
          CASE WHEN year(t) BETWEEN 1000 AND 9999 THEN t END)[1] END)[1] END`;
}

function withMarks(mark: '/' | '-', text: string, order: DateOrder | 'either'): string {
  const dayFirst = `try_strptime(${text}, '%d${mark}%m${mark}%Y')`;
  const monthFirst = `try_strptime(${text}, '%m${mark}%d${mark}%Y')`;
  if (order === 'either') return `coalesce(${dayFirst}, ${monthFirst})`;
  return order === 'DMY' ? dayFirst : monthFirst;
}

const HOUR = `CASE WHEN p.half = '' THEN coalesce(TRY_CAST(p.hour AS INTEGER), 0)
  ELSE CAST(p.hour AS INTEGER) % 12 + CASE WHEN lower(p.half) = 'p' THEN 12 ELSE 0 END END`;
const OFFSET_MINUTES = `CASE WHEN p.zone[1] IN ('+', '-') THEN CAST(p.zone[1] || '1' AS INTEGER)
  * (CAST(p.zone[2:3] AS INTEGER) * 60 + coalesce(TRY_CAST(replace(p.zone, ':', '')[4:5] AS INTEGER), 0)) ELSE 0 END`;
const TIME = `to_milliseconds(CAST(((${HOUR}) * 60 + coalesce(TRY_CAST(p.minute AS INTEGER), 0) - (${OFFSET_MINUTES})) * 60000
  + coalesce(TRY_CAST(p.second AS INTEGER), 0) * 1000 + coalesce(TRY_CAST(rpad(p.fraction, 3, '0')[1:3] AS INTEGER), 0) AS BIGINT))`;

/** The day of the parts `p`. Only dates of three numbers with slashes or hyphens have two orders. */
function day(value: string, order: Order): string {
  const name = 'p.name_first || p.name_second';
  const named = `(strpos('${monthNames}', lower((${name})[1:3])) + 2) // 3`;
  const isEither = String.raw`regexp_matches(${value}, '^\s*[0-9]{1,2}[/-]')`;
  const of = (read: DateOrder): string => {
    const monthFirst = read === 'MDY' ? `WHEN ${isEither} THEN p.number_first` : '';
    const dayLast = read === 'MDY' ? `WHEN ${isEither} THEN p.number_second` : '';
    return `TRY_CAST(CASE WHEN p.year_first <> '' THEN p.year_first ELSE p.last END
      || '-' || CASE WHEN ${name} <> '' THEN CAST(${named} AS VARCHAR) WHEN p.year_first <> '' THEN p.number_second
        ${monthFirst} ELSE p.number_second END
      || '-' || CASE WHEN p.year_first <> '' THEN p.last WHEN p.name_first <> '' THEN p.number_second
        WHEN p.name_second <> '' THEN p.number_first ${dayLast} ELSE p.number_first END AS DATE)`;
  };
  if (order === 'DMY' || order === 'MDY') return of(order);
  if (order === 'either') return `coalesce(${of('DMY')}, ${of('MDY')})`;
  return `list_transform([[${of('DMY')}, ${of('MDY')}]], lambda d:
    CASE WHEN d[1] IS NULL THEN d[2] WHEN d[2] IS NULL OR d[2] = d[1] THEN d[1] END)[1]`;
}

/** Converts dates to ISO 8601; cells that are already ISO or not dates stay unchanged. A time with a zone becomes UTC. */
export function isoDate(value: string, order: DateOrder | undefined): string {
  const zoned = matches(`trim(${value})`, `(?i).*:[0-9]{2}[^:]*(?:z|utc|gmt|[+-][0-9]{2}(?::?[0-9]{2})?)`);
  const written = `list_transform([${dateValue(value, order)}], lambda d:
    CASE WHEN d = date_trunc('day', d) AND NOT ${zoned} THEN strftime(d, '%Y-%m-%d')
      WHEN d = date_trunc('second', d) THEN strftime(d, '%Y-%m-%dT%H:%M:%S')
      ELSE strftime(d, '%Y-%m-%dT%H:%M:%S.%g') END || CASE WHEN ${zoned} THEN 'Z' ELSE '' END)[1]`;
  return `CASE WHEN ${matches(value, ISO)} THEN ${value} ELSE coalesce(${written}, ${value}) END`;
}
