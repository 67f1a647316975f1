import { type CellKind, type ColumnType, cellKinds } from '@sluice/jobs/report';
import type { DecimalMark } from '../types.ts';
import { dateExists, isDateText } from './date-sql.ts';
import { groupedPattern, numberPattern } from './number-sql.ts';

const INTEGER = String.raw`-?(0|[1-9][0-9]{0,17})|\+[1-9][0-9]{0,5}`;
const CURRENCY = '([$€£¥]|USD|EUR|GBP|CHF)';
/** Code points of the first characters of those. */
const CURRENCY_STARTS = [...'$€£¥UEGC'].map((char) => char.codePointAt(0)).join(', ');
/** Code points of the first letters of months. */
const MONTH_STARTS = [...'JFMASOND'].map((char) => char.charCodeAt(0)).join(', ');
const EMAIL = String.raw`[^@\s,;:<>()"\[\]]+@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,}`;
const URL = String.raw`(?i)((https?|ftp)://[^\s]+|www\.[^\s]+\.[^\s]+)`;
const UUID = '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}';
const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IP4 = String.raw`${OCTET}(\.${OCTET}){3}`;
const IP6 = '([0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}';
const TIME = '([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?';
const PHONE = String.raw`(\+[0-9]|\(?[0-9])[0-9 ()./-]{5,22}[0-9]`;
/** The format of US social security numbers, which no phone number has. */
const SSN_SHAPE = '[0-9]{3}-[0-9]{2}-[0-9]{4}';
const BOOLEANS = [
  'true',
  'false',
  'yes',
  'no',
  'y',
  'n',
  't',
  'f',
  'on',
  'off',
  'ja',
  'nein',
  'oui',
  'non',
  'si',
  'sí',
];

export const emailPattern = EMAIL;

const matches = (value: string, pattern: string): string => `regexp_full_match(${value}, '${pattern}')`;
/** An expensive test, only for cells that pass a cheap one. DuckDB may reorder an AND, so it is a CASE. */
const guarded = (cheap: string, dear: string): string => `CASE WHEN ${cheap} THEN ${dear} ELSE false END`;
/** An existing date in either day/month order. */
const isDate = (value: string): string => guarded(isDateText(value), dateExists(value));
const isPhone = (value: string): string =>
  guarded(
    `strlen(${value}) BETWEEN 7 AND 25`,
    guarded(
      matches(value, PHONE),
      `NOT ${matches(value, SSN_SHAPE)} AND strlen(regexp_replace(${value}, '[^0-9]', '', 'g')) BETWEEN 7 AND 15`,
    ),
  );

function isFormatted(value: string, decimal: '.' | ','): string {
  const amount = `(${groupedPattern(decimal)}|${numberPattern(decimal)})`;
  return guarded(`strlen(${value}) <= 40`, matches(value, `[+-]?${CURRENCY} ?${amount}|${amount} ?(${CURRENCY}|%)`));
}

/**
 * The kind of a cell as an SQL expression. `value` must be trimmed and not empty. It is repeated many times, so pass a column
 * name. Cheap tests come first, so that most cells are matched against one or two patterns.
 */
export function kindSql(value: string, decimal: DecimalMark): string {
  const isNumber = guarded(
    matches(value, numberPattern(decimal)),
    `isfinite(TRY_CAST(replace(${value}, ',', '.') AS DOUBLE))`,
  );
  const isEmail = guarded(`contains(${value}, '@')`, matches(value, EMAIL));
  const isUuid = guarded(`strlen(${value}) = 36`, matches(value, UUID));
  const isIp6 = guarded(`strlen(${value}) <= 39`, guarded(`contains(${value}, ':')`, matches(value, IP6)));
  const isIp4 = guarded(`strlen(${value}) <= 15`, guarded(`contains(${value}, '.')`, matches(value, IP4)));
  return `CASE
    WHEN ascii(${value}) BETWEEN 40 AND 57 THEN CASE
      WHEN ${value} IN ('0', '1') THEN 'bit'
      WHEN ${matches(value, INTEGER)} THEN 'integer'
      WHEN ${isNumber} THEN 'number'
      WHEN ${matches(value, '[0-9]+')} THEN 'code'
      WHEN ${guarded(`strlen(${value}) BETWEEN 8 AND 40`, isDate(value))}
        THEN CASE WHEN contains(${value}, ':') THEN 'datetime' ELSE 'date' END
      WHEN ${guarded(`strlen(${value}) <= 8`, matches(value, TIME))} THEN 'time'
      WHEN ${isIp4} OR ${isIp6} THEN 'ip'
      WHEN ${isEmail} THEN 'email'
      WHEN ${isUuid} THEN 'uuid'
      WHEN ${matches(value, groupedPattern(decimal))} THEN 'grouped'
      WHEN ${isPhone(value)} THEN 'phone'
      WHEN ${isFormatted(value, decimal)} THEN 'formatted'
      ELSE 'text' END
    WHEN ${guarded(`strlen(${value}) <= 5`, `lower(${value}) IN (${BOOLEANS.map((word) => `'${word}'`).join(', ')})`)}
      THEN 'boolean'
    WHEN ${isEmail} THEN 'email'
    WHEN ${isUuid} THEN 'uuid'
    WHEN ${guarded(`ascii(${value}) IN (70, 72, 87, 102, 104, 119)`, matches(value, URL))} THEN 'url'
    WHEN ${guarded(`strlen(${value}) BETWEEN 10 AND 45`, guarded(`ascii(upper(${value})) IN (${MONTH_STARTS})`, guarded(`contains(${value}, ' ')`, isDate(value))))}
      THEN CASE WHEN contains(${value}, ':') THEN 'datetime' ELSE 'date' END
    WHEN ${isIp6} THEN 'ip'
    WHEN ${guarded(`ascii(${value}) IN (${CURRENCY_STARTS})`, isFormatted(value, decimal))} THEN 'formatted'
    ELSE 'text' END`;
}

/** Share of values that must fit a type for the column to have it. */
export const AGREEMENT = 0.9;

/** The kinds of cells that fit a column of this type. */
const fits: Readonly<Partial<Record<ColumnType, readonly CellKind[]>>> = {
  integer: ['bit', 'integer'],
  number: ['bit', 'integer', 'number', 'grouped'],
  formatted: ['grouped', 'formatted'],
  code: ['bit', 'code', 'integer'],
  phone: ['phone', 'code', 'integer'],
  boolean: ['bit', 'boolean'],
  datetime: ['date', 'datetime'],
  text: cellKinds,
  empty: cellKinds,
};
export const kindsThatFit = (type: ColumnType): readonly CellKind[] => fits[type] ?? [type as CellKind];

export type KindCounts = Readonly<Record<CellKind, number>>;

/** The type of a column with these kinds of values, and how many of them fit it. Placeholder values do not count. */
export function typeOf(counts: KindCounts, name: string): { type: ColumnType; agree: number } {
  const total = cellKinds.reduce((sum, kind) => sum + counts[kind], 0);
  if (total === 0) return { type: 'empty', agree: 0 };
  const agreeing = (type: ColumnType): number => kindsThatFit(type).reduce((sum, kind) => sum + counts[kind], 0);
  const digits = counts.code + counts.integer + counts.bit;
  const isPhone = /phone|tel(efon|\.|_|$)|mobil|fax/i.test(name) || counts.phone >= digits;
  const candidates: ColumnType[] = ['integer'];
  if (isPhone) candidates.unshift('phone');
  // Leading zeros in 1% of the values are no accident: such digits are identifiers, which would lose their zeros as numbers.
  if (counts.code > 0 && counts.code >= 0.01 * digits) candidates.push('code');
  if (counts.number > 0 || counts.grouped > 0) candidates.push('number');
  if (counts.boolean > 0) candidates.push('boolean');
  candidates.push('date');
  if (counts.datetime > 0) candidates.push('datetime');
  candidates.push('formatted', 'time', 'email', 'url', 'uuid', 'ip');
  const best = candidates.reduce((a, b) => (agreeing(b) > agreeing(a) ? b : a));
  return agreeing(best) >= AGREEMENT * total ? { type: best, agree: agreeing(best) } : { type: 'text', agree: total };
}
