import {
  type ColumnType,
  columnType,
  counted,
  type Family,
  formatCount,
  type TableColumn,
  type TableDescription,
} from '@sluice/core';
import type { Definition } from '../document/definition.ts';
import { codePoints } from '../fields/lengths.ts';
import { compareNumbers, digitsOf } from '../fields/numerals.ts';
import { bytesIn, lacksOf } from './charsets.ts';
import { columnOf, nameOf } from './findings.ts';
import { fieldColumns } from './written-columns.ts';

/** Why a column cannot hold a value. The message continues the name of a field. */
export interface LimitError {
  readonly code: 'NUMBER_OUT_OF_RANGE' | 'DATE_OUT_OF_RANGE' | 'TOO_LONG' | 'NOT_IN_LIST' | 'CHARACTER_MISSING';
  readonly message: string;
}
/** Says whether a column can hold a value, given as it is stored; undefined if it can. */
export type Limit = (stored: string) => LimitError | undefined;

/** The limits of the columns that fields are written to, by field; none for fields whose column holds all their values. */
export function limitsOf(definition: Definition, table: TableDescription): Map<string, Limit> {
  const limits = new Map<string, Limit>();
  for (const { field, column: name } of fieldColumns(definition)) {
    const column = columnOf(table, name);
    const limit = field && column && limitOf(column, `${nameOf(table)}.${column.name}`);
    if (limit) limits.set(field.name, limit);
  }
  return limits;
}

interface Source {
  readonly column: TableColumn;
  readonly type: ColumnType;
  /** As messages name the column. */
  readonly name: string;
}

/** The limit of one column; undefined if it has none. MySQL would round, cut or replace what is beyond, or fail the batch. */
export function limitOf(column: TableColumn, name: string): Limit | undefined {
  const type = columnType(column.type);
  return limits[type.family]?.({ column, type, name });
}

const limits: Partial<Record<Family, (source: Source) => Limit | undefined>> = {
  integer: integerLimit,
  decimal: decimalLimit,
  float: floatLimit,
  year: ({ name }) => between('1901', '2155', name),
  datetime: momentLimit,
  date: ({ name }) => notBefore('1000-01-01', name),
  text: textLimit,
  bytes: ({ type, name }) => bytesLimit(type, name, Buffer.byteLength),
  member: memberLimit,
};

const outOfRange = (message: string): LimitError => ({ code: 'NUMBER_OUT_OF_RANGE', message });

/** Numbers from `least` to `most`. */
function between(least: string, most: string, name: string): Limit {
  // Numbers of fewer digits than the greatest are within, unless there is a least one above zero.
  const fewer = compareNumbers(least, '0') > 0 ? 0 : digitsOf(most).whole - 1;
  const below = outOfRange(`is less than ${least}, the least that ${name} can hold`);
  const above = outOfRange(`is greater than ${most}, the most that ${name} can hold`);
  return (stored) => {
    if (stored.length <= fewer && stored.charCodeAt(0) !== MINUS) return undefined;
    if (compareNumbers(stored, least) < 0) return below;
    return compareNumbers(stored, most) > 0 ? above : undefined;
  };
}

const MINUS = 45;
const BITS: Readonly<Record<string, number>> = {
  tinyint: 8,
  boolean: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  bigint: 64,
};

function integerLimit({ column, type: { base, unsigned }, name }: Source): Limit {
  const values = 1n << BigInt(BITS[base] ?? 64);
  const [least, most] = unsigned ? [0n, values - 1n] : [-values / 2n, values / 2n - 1n];
  const limit = between(String(least), String(most), name);
  if (!column.autoIncrement) return limit;
  const zero = outOfRange(`is 0, for which the server would generate a number in ${name}`);
  return (stored) => (stored === '0' ? zero : limit(stored));
}

function decimalLimit({ type: { sizes, unsigned }, name }: Source): Limit {
  const [precision = 10, scale = 0] = sizes;
  const whole = precision - scale;
  const most = `${'9'.repeat(whole) || '0'}${scale > 0 ? `.${'9'.repeat(scale)}` : ''}`;
  const range = between(unsigned ? '0' : `-${most}`, most, name);
  const digits = scale === 0 ? 'holds whole numbers' : `holds ${scale}`;
  return (stored) => {
    const { fraction } = digitsOf(stored);
    if (fraction <= scale) return range(stored);
    return outOfRange(`has ${counted(fraction, 'digit')} after the decimal mark; ${name} ${digits}`);
  };
}

/** The largest numbers of IEEE 754 in 32 and 64 bits, as MySQL takes them. */
const LARGEST = { float: 3.402823466e38, double: 1.7976931348623157e308 };

function floatLimit({ type: { base, unsigned, sizes }, name }: Source): Limit {
  const [precision, scale = 0] = sizes;
  const largest = base === 'float' ? LARGEST.float : LARGEST.double;
  const most = precision === undefined ? largest : Math.min(largest, 10 ** (precision - scale) - 10 ** -scale);
  const above = outOfRange(`is greater than ${most}, the most that ${name} can hold`);
  const below = outOfRange(`is less than ${unsigned ? 0 : -most}, the least that ${name} can hold`);
  return (stored) => {
    const number = Number(stored);
    if (number < (unsigned ? 0 : -most)) return below;
    return number > most ? above : undefined;
  };
}

/** Dates and times are stored as texts whose order is theirs. */
function notBefore(first: string, name: string): Limit {
  const error: LimitError = {
    code: 'DATE_OUT_OF_RANGE',
    message: `is before ${first}, the first that ${name} can hold`,
  };
  return (stored) => (stored < first ? error : undefined);
}

function momentLimit({ type: { base, sizes }, name }: Source): Limit {
  if (base === 'datetime') return notBefore('1000-01-01', name);
  const early = notBefore('1970-01-01 00:00:01', name);
  const last = '2038-01-19 03:14:07';
  // Without milliseconds, half a second more would be rounded up.
  const end = `${last}.${(sizes[0] ?? 0) >= 3 ? '999' : '4'}`;
  const late: LimitError = { code: 'DATE_OUT_OF_RANGE', message: `is after ${last}, the last that ${name} can hold` };
  return (stored) => early(stored) ?? (stored > end ? late : undefined);
}

const BYTES: Readonly<Record<string, number>> = {
  ...{ tinytext: 255, text: 65_535, mediumtext: 16_777_215, tinyblob: 255, blob: 65_535, mediumblob: 16_777_215 },
};

const tooLong = (count: number, unit: string, name: string, most: number): LimitError => ({
  code: 'TOO_LONG',
  message: `has ${formatCount(count)} ${unit}; ${name} can hold ${formatCount(most)}`,
});

function textLimit({ column, type, name }: Source): Limit | undefined {
  const characterSet = column.characterSet ?? 'utf8mb4';
  const length = /char$/.test(type.base)
    ? lengthLimit(type.sizes[0] ?? 1, name)
    : bytesLimit(type, name, bytesIn(characterSet));
  const lacks = lacksOf(characterSet);
  if (!lacks) return length;
  return (stored) => {
    const character = lacks(stored);
    return character === undefined ? length?.(stored) : missing(character, characterSet, name);
  };
}

function missing(character: string, characterSet: string, name: string): LimitError {
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  const message = `has the character ${character} (U+${code}), which ${name} cannot hold, because it is ${characterSet}`;
  return { code: 'CHARACTER_MISSING', message };
}

const lengthLimit =
  (most: number, name: string): Limit =>
  (stored) => {
    if (stored.length <= most) return undefined;
    const count = codePoints(stored);
    return count <= most ? undefined : tooLong(count, 'characters', name, most);
  };

/** The most bytes that a character has, in any set. */
const WIDEST = 4;

/** Of columns whose size is in bytes. */
function bytesLimit({ base, sizes }: ColumnType, name: string, bytes: (text: string) => number): Limit | undefined {
  const most = BYTES[base] ?? (base.endsWith('binary') ? (sizes[0] ?? 1) : undefined);
  if (most === undefined) return undefined;
  return (stored) => {
    if (stored.length * WIDEST <= most) return undefined;
    const count = bytes(stored);
    return count <= most ? undefined : tooLong(count, 'bytes', name, most);
  };
}

/** Words that a message lists. */
const MOST_WORDS = 20;

function memberLimit({ column, type: { base, members }, name }: Source): Limit | undefined {
  // Characters beyond Unicode's first plane are shown as question marks.
  if (members.some((member) => member.includes('?'))) return undefined;
  const words = `${members.slice(0, MOST_WORDS).join(', ')}${members.length > MOST_WORDS ? ', …' : ''}`;
  const error: LimitError = { code: 'NOT_IN_LIST', message: `is not one of ${words}, which ${name} can hold` };
  const fold = /_ci$/.test(column.collation ?? '') ? (text: string) => text.toLowerCase() : (text: string) => text;
  const known = new Set(members.map(fold));
  const isSet = base === 'set';
  return (stored) => ((isSet ? stored.split(',') : [stored]).every((one) => known.has(fold(one))) ? undefined : error);
}
