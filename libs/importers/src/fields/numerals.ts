import type { Field } from '../document/table-schema.ts';

/**
 * Exact decimals as text. A plain one has a minus or no sign, no needless zeros, and digits on both sides of its period:
 * `-0.5`, `120`. Equal numbers have the same plain text.
 */

const NUMERAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;
const INTEGER = /^([+-]?)(\d+)$/;
/** Most numbers are plain already, which is quicker to see than their parts are to find. */
const PLAIN = /^(?!-0$)-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;
const PLAIN_INTEGER = /^(?:0|-?[1-9]\d*)$/;
/** Larger powers of ten are of numbers that no table holds. */
const MOST_EXPONENT = 1_000;

export type Numeral = string | 'TOO_LARGE' | undefined;

/** A number of XML Schema as a plain decimal; undefined if the text is none. */
export function plainNumber(text: string): Numeral {
  if (PLAIN.test(text)) return text;
  const [, sign, whole = '', fraction = '', power = '0'] = NUMERAL.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const exponent = Number(power);
  const digits = whole + fraction;
  if (exponent === 0) return plain(sign, whole, fraction);
  if (isZero(digits)) return '0';
  if (Math.abs(exponent) > MOST_EXPONENT) return 'TOO_LARGE';
  const point = whole.length + exponent;
  const padded = point < 0 ? '0'.repeat(-point) + digits : digits.padEnd(point, '0');
  return plain(sign, padded.slice(0, Math.max(0, point)), padded.slice(Math.max(0, point)));
}

/** A whole number of XML Schema, which has neither a period nor an exponent, as a plain decimal. */
export function plainInteger(text: string): string | undefined {
  if (PLAIN_INTEGER.test(text)) return text;
  const [, sign, whole = ''] = INTEGER.exec(text) ?? [];
  return sign === undefined ? undefined : plain(sign, whole, '');
}

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const PERIOD = 46;

function isZero(digits: string): boolean {
  for (let at = 0; at < digits.length; at++) if (digits.charCodeAt(at) !== ZERO) return false;
  return true;
}

function plain(sign: string, whole: string, fraction: string): string {
  let start = 0;
  while (start < whole.length - 1 && whole.charCodeAt(start) === ZERO) start++;
  let end = fraction.length;
  while (end > 0 && fraction.charCodeAt(end - 1) === ZERO) end--;
  const digits = whole.slice(start) || '0';
  const magnitude = end === 0 ? digits : `${digits}.${fraction.slice(0, end)}`;
  return sign === '-' && magnitude !== '0' ? `-${magnitude}` : magnitude;
}

/**
 * Reads digits with at most one mark before decimals, without a regular expression: nearly every number of a large file.
 * @param mark the mark; none for whole numbers
 * @returns a plain decimal; undefined if the text has anything else, which need not be wrong
 */
export function simpleNumber(text: string, mark = ''): string | undefined {
  const markUnit = mark.charCodeAt(0);
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  const { length } = text;
  let point = length;
  for (let at = start; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === markUnit && point === length) point = at;
    else if (unit < ZERO || unit > NINE) return undefined;
  }
  if (point === start || point === length - 1) return undefined;
  let first = start;
  while (first < point - 1 && text.charCodeAt(first) === ZERO) first++;
  let end = length;
  if (point < length) while (end > point && text.charCodeAt(end - 1) === ZERO) end--;
  const isWhole = end <= point + 1;
  if (isWhole && point === first + 1 && text.charCodeAt(first) === ZERO) return '0';
  if (isWhole) end = point;
  if (first === start && (isWhole || markUnit === PERIOD)) return end === length ? text : text.slice(0, end);
  const sign = start === 1 ? '-' : '';
  const whole = text.slice(first, point);
  return isWhole ? sign + whole : `${sign}${whole}.${text.slice(point + 1, end)}`;
}

/** The digits before and after the period of a plain decimal. */
export function digitsOf(number: string): { whole: number; fraction: number } {
  const start = number.startsWith('-') ? 1 : 0;
  const point = number.indexOf('.');
  if (point < 0) return { whole: number.length - start, fraction: 0 };
  return { whole: point - start, fraction: number.length - point - 1 };
}

/** The order of two plain decimals, exactly. */
export function compareNumbers(a: string, b: string): number {
  const [below, other] = [a.charCodeAt(0) === MINUS, b.charCodeAt(0) === MINUS];
  if (below !== other) return below ? -1 : 1;
  return below ? compareMagnitudes(b.slice(1), a.slice(1)) : compareMagnitudes(a, b);
}

function compareMagnitudes(a: string, b: string): number {
  const longer = wholeDigits(a) - wholeDigits(b);
  if (longer !== 0) return longer;
  return a < b ? -1 : a > b ? 1 : 0;
}

function wholeDigits(magnitude: string): number {
  for (let at = 0; at < magnitude.length; at++) if (magnitude.charCodeAt(at) === PERIOD) return at;
  return magnitude.length;
}

type Marks = Pick<Field, 'decimalChar' | 'groupChar' | 'bareNumber'>;

/** Reads the marks of a field: makes of its text one that XML Schema would write. Undefined if the marks are misplaced. */
export function withoutMarks({ decimalChar = '.', groupChar, bareNumber = true }: Marks) {
  const spaces = groupChar !== undefined && groupChar.trim() === '';
  return (text: string): string | undefined => {
    let number = bareNumber ? text : withoutUnits(text, decimalChar);
    if (groupChar !== undefined) {
      if (spaces) number = number.replace(SPACES, groupChar);
      if (number.includes(groupChar)) number = ungrouped(number, groupChar, decimalChar) ?? '';
    }
    if (decimalChar === '.') return number;
    return number.includes('.') ? undefined : number.replace(decimalChar, '.');
  };
}
/** All spaces that people group digits with. */
const SPACES = /[\u0020\u00a0\u2007\u2009\u202f]/g;

/** Groups have three digits; in the middle also two, as in India. So 1,5 is not read as 15. */
function ungrouped(text: string, groupChar: string, decimalChar: string): string | undefined {
  const mark = text.indexOf(decimalChar);
  const end = mark < 0 ? text.length : mark;
  let digits = '';
  let start = 0;
  for (let at = text.indexOf(groupChar); at !== -1 && at < end; at = text.indexOf(groupChar, start)) {
    const isGroup = start === 0 ? hasDigits(text, signs(text), at, 1) : hasDigits(text, start, at, 2);
    if (!isGroup) return undefined;
    digits += text.slice(start, at);
    start = at + 1;
  }
  return hasDigits(text, start, end, 3) ? digits + text.slice(start) : undefined;
}

const signs = (text: string): number => (text.startsWith('-') || text.startsWith('+') ? 1 : 0);

/** Whether all that is between `start` and `end` is digits, `least` to three of them. */
function hasDigits(text: string, start: number, end: number, least: number): boolean {
  if (end - start < least || end - start > 3) return false;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit < ZERO || unit > NINE) return false;
  }
  return true;
}

/** Without what stands around a number, such as EUR or %. Signs and brackets stay: they may say that it is negative. */
function withoutUnits(text: string, decimalChar: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isUnit(text.charCodeAt(start))) start++;
  while (end > start && isUnit(text.charCodeAt(end - 1))) end--;
  return text.slice(text.slice(0, start) === decimalChar ? 0 : start, end);
}

/** Anything but digits, `(`, `)`, `+` and `-`. */
const isUnit = (unit: number): boolean =>
  (unit < ZERO || unit > NINE) && unit !== 40 && unit !== 41 && unit !== 43 && unit !== 45;
