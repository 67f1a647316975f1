import { EMAIL } from '../email.ts';
import { FALSE_VALUES, TRUE_VALUES } from '../fields/booleans.ts';
import { withoutMarks } from '../fields/numerals.ts';
import { isBase64, isUri, isUuid } from '../fields/string-forms.ts';
import { compareDecimals, type Decimal, parseDecimal } from './decimal.ts';
import type { FieldType } from './field-types.ts';
import { isObject, shown } from './problem.ts';
import { formatFault } from './strptime.ts';
import { strptimeValue, UNKNOWN } from './strptime-values.ts';
import type { Field } from './table-schema.ts';
import { datetimeValue, dateValue, durationValue, timeValue, yearMonthValue, yearValue } from './time-values.ts';

/** A value of a definition, as a field would read it. */
export interface FieldValue {
  /** Equal values have the same text. */
  readonly id: string;
  /** Where it is in the order of its type; absent if the type has none, or only a running import can tell. */
  readonly rank?: Decimal;
  /** Characters or items, for types that have a length. */
  readonly length?: number;
}

/** Undefined if the field could not have the value. */
type Read = (value: unknown, field: Field) => FieldValue | typeof UNKNOWN | undefined;

const whole = (number: bigint | number): Decimal => ({ digits: BigInt(number), exponent: 0 });
const json = (value: unknown): string => JSON.stringify(value);

const stringForms: Readonly<Record<string, (text: string) => boolean>> = {
  ...{ email: (text) => EMAIL.test(text), uri: isUri, uuid: isUuid, binary: isBase64 },
};

const readString: Read = (value, { format = 'default' }) => {
  if (typeof value !== 'string') return undefined;
  const form = Object.hasOwn(stringForms, format) ? stringForms[format] : undefined;
  if (form && (value.length > LONGEST || !form(value))) return undefined;
  return { id: json(value), length: [...value].length };
};
/** Longer texts are no email, URI or UUID, and are not matched with patterns. */
const LONGEST = 10_000;

/** The text of a number in a file, without its marks; a number of the document as it is. */
function numeral(value: unknown, field: Field): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? withoutMarks(field)(value) : undefined;
}

const readNumber: Read = (value, field) => {
  const rank = parseDecimal(numeral(value, field) ?? '');
  return rank && { id: decimalId(rank), rank };
};

const readInteger: Read = (value, field) => {
  const text = numeral(value, { ...field, decimalChar: '.' }) ?? '';
  const rank = /^[+-]?\d+$/.test(text) ? parseDecimal(text) : undefined;
  return rank && { id: decimalId(rank), rank };
};

/** The same text for 1, 1.0 and 1e0. */
function decimalId({ digits, exponent }: Decimal): string {
  const text = String(digits);
  const end = digits === 0n ? 0 : text.replace(/(?<!0)0+$/, '').length;
  return digits === 0n ? '0' : `${text.slice(0, end)}e${exponent + text.length - end}`;
}

const readBoolean: Read = (value, { trueValues = TRUE_VALUES, falseValues = FALSE_VALUES }) => {
  if (typeof value === 'boolean') return { id: String(value) };
  if (typeof value !== 'string') return undefined;
  if (trueValues.includes(value)) return { id: 'true' };
  return falseValues.includes(value) ? { id: 'false' } : undefined;
};

const readTime =
  (type: 'date' | 'time' | 'datetime', parse: (text: string) => bigint | undefined): Read =>
  (value, { format = 'default' }) => {
    if (typeof value !== 'string') return undefined;
    // A wrong format is reported once, not with each value.
    if (format !== 'default' && formatFault(format, type) !== undefined) return UNKNOWN;
    const moment = format === 'default' ? parse(value) : strptimeValue(format, value, type);
    if (moment === UNKNOWN) return UNKNOWN;
    return moment === undefined ? undefined : { id: String(moment), rank: whole(moment) };
  };

const readYear: Read = (value) => {
  const year = yearValue(typeof value === 'number' ? String(value) : value);
  return year === undefined ? undefined : { id: String(year), rank: whole(year) };
};
const readYearMonth: Read = (value) => {
  const months = yearMonthValue(value);
  return months === undefined ? undefined : { id: String(months), rank: whole(months) };
};
/** Durations have an order only among themselves where months or seconds are equal, so that none is given here. */
const readDuration: Read = (value) => {
  const duration = durationValue(value);
  return duration === undefined ? undefined : { id: duration };
};

/** A value of JSON, or the text of one. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const readObject: Read = (value) => {
  const object = parsed(value);
  return isObject(object) ? { id: json(object), length: Object.keys(object).length } : undefined;
};
const readArray: Read = (value) => {
  const array = parsed(value);
  return Array.isArray(array) ? { id: json(array), length: array.length } : undefined;
};
const readList: Read = (value, { delimiter = ',' }) => {
  const items = typeof value === 'string' ? value.split(delimiter) : value;
  return Array.isArray(items) ? { id: json(items), length: items.length } : undefined;
};

const isCoordinate = (value: unknown, most: number): boolean => typeof value === 'number' && Math.abs(value) <= most;
const readGeopoint: Read = (value, { format = 'default' }) => {
  const point = format === 'default' && typeof value === 'string' ? value.split(',').map(Number) : parsed(value);
  const [lon, lat, ...rest] = isObject(point) ? [point.lon, point.lat] : Array.isArray(point) ? point : [];
  if (!isCoordinate(lon, 180) || !isCoordinate(lat, 90) || rest.length > 0) return undefined;
  return { id: json([lon, lat]) };
};

const readers: Readonly<Record<FieldType, Read>> = {
  ...{ string: readString, integer: readInteger, number: readNumber, boolean: readBoolean },
  ...{ date: readTime('date', dateValue), time: readTime('time', timeValue) },
  ...{
    datetime: readTime('datetime', datetimeValue),
    year: readYear,
    yearmonth: readYearMonth,
    duration: readDuration,
  },
  ...{ object: readObject, geojson: readObject, array: readArray, list: readList, geopoint: readGeopoint },
  any: (value) => ({ id: json(value) ?? '' }),
};

/** The value as the field would read it: of its type, or a text in its format. Undefined if the field could not have it. */
export const fieldValue: Read = (value, field) => readers[field.type ?? 'any'](value, field);

/** Like `compareDecimals`; undefined if the values have no order. */
export const compareValues = (a: FieldValue, b: FieldValue): number | undefined =>
  a.rank && b.rank ? compareDecimals(a.rank, b.rank) : undefined;

/** What to say about a value that the field could not have. */
export function notOfType(value: unknown, { type = 'any', format }: Field): string {
  const what =
    format === undefined || format === 'default' ? `the type ${type}` : `the type ${type} with the format ${format}`;
  if (value === null) return 'There is no value here. Leave it out; missingValues says which cells are blank.';
  const hint = type === 'string' && typeof value !== 'string' ? ' Put it in quotes.' : '';
  return `${shown(value)} is not a value of ${what}.${hint || ' Correct the value or the type.'}`;
}
