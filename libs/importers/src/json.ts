import { excerpt } from '@sluice/core';
import type { ColumnType } from './types.ts';

/** MySQL rejects deeper documents ("JSON Data Type" in its manual). */
const JSON_DEPTH = 100;
/** Matches a lone surrogate, which no Unicode encoding can store. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** Signs of JSON that JavaScript accepts and MySQL may not: an escaped surrogate, a number that may be out of range. */
const SUSPECT_JSON = /\\u[dD][89a-fA-F]|[eE]\+?\d{3}|(?<!\d)\d{300}/;

function fitsMySqlJson(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return !LONE_SURROGATE.test(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= JSON_DEPTH) return false;
  return Object.entries(value).every(([key, item]) => !LONE_SURROGATE.test(key) && fitsMySqlJson(item, depth + 1));
}

const mayNestTooDeep = (text: string): boolean => text.length > 2 * JSON_DEPTH && /[[{]/.test(text);

/** Numbers of at most 15 digits, which a double keeps. */
const NUMBER = '-?(?:0|[1-9]\\d{0,6})(?:\\.\\d{1,8})?|-?[1-9]\\d{0,14}';
const SCALAR = `(?:"[^"\\\\\\x00-\\x1f\\ud800-\\udfff]*"|${NUMBER}|true|false|null)`;
const VALUE = `(?:${SCALAR}|\\[(?:${SCALAR}(?:, ?${SCALAR})*)?\\])`;
const MEMBER = `"[^"\\\\\\x00-\\x1f\\ud800-\\udfff]*": ?${VALUE}`;
/**
 * Objects of plain values and lists of them, which nearly all metadata is: about six times as fast as parsing, and without
 * garbage. Text that does not match may still be valid.
 */
export const PLAIN_OBJECT = new RegExp(`^\\{(?:${MEMBER}(?:, ?${MEMBER})*)?\\}$`);

/** Any JSON value that MySQL can store, kept unchanged. A doubled key and a number that would lose digits are errors. */
export const json: ColumnType = {
  label: 'JSON',
  parse(value, cell) {
    const plain = PLAIN_OBJECT.test(value);
    if (!plain) {
      try {
        const parsed: unknown = JSON.parse(value);
        if ((SUSPECT_JSON.test(value) || mayNestTooDeep(value)) && !fitsMySqlJson(parsed)) {
          return cell.fail(
            'NOT_JSON',
            'is JSON that the database cannot store (too deep, a number out of range or an incomplete character)',
          );
        }
      } catch {
        return cell.fail('NOT_JSON', 'is not valid JSON');
      }
      const lossy = lossyNumber(value);
      if (lossy !== undefined) {
        const number = excerpt(lossy);
        return cell.fail(
          'JSON_NUMBER_INEXACT',
          `has the number ${number}, which cannot be kept digit for digit; write it as text: "${number}"`,
        );
      }
    }
    const doubled = plain ? doubledPlainKey(value) : doubledKey(value);
    if (doubled !== undefined)
      return cell.fail('JSON_KEY_DOUBLED', `has the key "${excerpt(doubled)}" twice in one object`);
    return value;
  },
};

const QUOTE = 34;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const BACKSLASH = 92;
const NUMBER_HERE = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Has more than 15 digits or an exponent. */
const MAY_LOSE_DIGITS = /[eE]|^.{16}/;

/** The first number of valid JSON that a double does not keep: MySQL and JavaScript would change its digits. */
function lossyNumber(text: string): string | undefined {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at + 1);
    else if (unit === MINUS || (unit >= ZERO && unit <= NINE)) {
      NUMBER_HERE.lastIndex = at;
      const [number = ''] = NUMBER_HERE.exec(text) ?? [];
      if (MAY_LOSE_DIGITS.test(number) && decimal(number) !== decimal(String(Number(number)))) return number;
      at += number.length - 1;
    }
  }
  return undefined;
}

/** A number's digits and the power of ten of the last one, so that equal numbers have the same text. */
function decimal(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number) ?? [];
  const digits = whole + fraction;
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === ZERO) end--;
  const kept = digits.slice(0, end).replace(/^0+/, '');
  return kept === '' ? `${sign}0` : `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - end}`;
}

/** More keys are compared by their hash. */
const MOST_KEYS = 32;
/** Where the keys of the last plain object start, and how long they are: reused, because there may be one in every row. */
const starts = new Uint32Array(MOST_KEYS);
const lengths = new Uint32Array(MOST_KEYS);

/** The same as `doubledKey` for an object that matches PLAIN_OBJECT, without garbage: quotes there only begin and end strings. */
function doubledPlainKey(text: string): string | undefined {
  let count = 0;
  for (let open = text.indexOf('"'); open >= 0; ) {
    const close = text.indexOf('"', open + 1);
    if (text.charCodeAt(close + 1) === COLON) {
      if (count === MOST_KEYS) return doubledKey(text);
      const length = close - open - 1;
      for (let at = 0; at < count; at++) {
        if (lengths[at] === length && text.startsWith(text.slice(open + 1, close), starts[at]))
          return text.slice(open + 1, close);
      }
      starts[count] = open + 1;
      lengths[count++] = length;
    }
    open = text.indexOf('"', close + 1);
  }
  return undefined;
}

/** The first key that an object of valid JSON has twice. */
function doubledKey(text: string): string | undefined {
  const outer: Set<string>[] = [];
  let keys = new Set<string>();
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      const start = at + 1;
      at = endOfString(text, start);
      if (!isKey(text, at + 1)) continue;
      const key = unescaped(text.slice(start, at));
      if (keys.has(key)) return key;
      keys.add(key);
    } else if (unit === 123) {
      outer.push(keys);
      keys = new Set();
    } else if (unit === 125) keys = outer.pop() ?? keys;
  }
  return undefined;
}

/** The position of the quote that ends the string. */
function endOfString(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function isKey(text: string, after: number): boolean {
  let at = after;
  while (text.charCodeAt(at) <= 32) at++;
  return text.charCodeAt(at) === COLON;
}

const unescaped = (key: string): string => (key.includes('\\') ? (JSON.parse(`"${key}"`) as string) : key);
