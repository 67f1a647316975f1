import { formatCount } from '@sluice/core';
import { parseDate } from './dates.ts';
import type { ColumnType } from './types.ts';

/** The length as MySQL counts it: code points, not UTF-16 units. */
const codePoints = (text: string): number => {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff) count--;
  }
  return count;
};

/** Matches a lone surrogate, which no Unicode encoding can store. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Any text of at most `max` characters. Zeros, signs and inner spaces are kept. */
export const text = (max: number): ColumnType => ({
  label: `text, at most ${formatCount(max)} characters`,
  parse(value, cell) {
    if (value.length > max && codePoints(value) > max) {
      return cell.fail(
        'TOO_LONG',
        `has ${formatCount(codePoints(value))} characters; at most ${formatCount(max)} are allowed`,
      );
    }
    return value;
  },
});

/** One of a list of words, case-insensitive. */
export const oneOf = (...words: readonly string[]): ColumnType => {
  const known = new Map(words.map((word) => [word, word]));
  return {
    label: `one of ${words.join(', ')}`,
    parse(value, cell) {
      const found = known.get(value) ?? known.get(value.toLowerCase());
      return found ?? cell.fail('NOT_IN_LIST', `is not one of ${words.join(', ')}`);
    },
  };
};

/** A date, with or without a time; see `parseDate` for the accepted formats. */
export const dateTime: ColumnType = {
  label: 'date or date and time, such as 2024-03-31 or 2024-03-31T09:30:00Z',
  holdsDates: true,
  parse: parseDate,
};

/** A Map, because an object would also contain words such as `constructor`. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ...['true', '1', 'yes'].map((word) => [word, '1'] as const),
  ...['false', '0', 'no'].map((word) => [word, '0'] as const),
]);

export const flag: ColumnType = {
  label: 'true or false (also 1/0, yes/no)',
  parse: (value, cell) =>
    FLAGS.get(value) ?? FLAGS.get(value.toLowerCase()) ?? cell.fail('NOT_BOOLEAN', 'is not true/false, 1/0 or yes/no'),
};

/** MySQL rejects deeper documents ("JSON Data Type" in its manual). */
const JSON_DEPTH = 100;
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

const SCALAR = '(?:"[^"\\\\\\x00-\\x1f\\ud800-\\udfff]*"|-?(?:0|[1-9]\\d{0,14})(?:\\.\\d{1,15})?|true|false|null)';
const VALUE = `(?:${SCALAR}|\\[(?:${SCALAR}(?:, ?${SCALAR})*)?\\])`;
const MEMBER = `"[^"\\\\\\x00-\\x1f\\ud800-\\udfff]*": ?${VALUE}`;
/**
 * Objects of plain values and lists of them, which nearly all metadata is: about six times as fast as parsing, and without
 * garbage. Text that does not match may still be valid.
 */
export const PLAIN_OBJECT = new RegExp(`^\\{(?:${MEMBER}(?:, ?${MEMBER})*)?\\}$`);

/** Any JSON value that MySQL can store, kept unchanged. */
export const json: ColumnType = {
  label: 'JSON',
  parse(value, cell) {
    if (PLAIN_OBJECT.test(value)) return value;
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
    return value;
  },
};

/** The usual form of RFC 5321's `Mailbox`: one `@`, a dotted domain, no spaces. */
const EMAIL = /^[^\s@"(),:;<>[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;
const EMAIL_LENGTH = 254;

/** An email address, lowercased so that one mailbox is one key. */
export const email: ColumnType = {
  label: 'email address',
  parse: (value, cell) =>
    value.length <= EMAIL_LENGTH && EMAIL.test(value)
      ? value.toLowerCase()
      : cell.fail('NOT_EMAIL', 'is not an email address'),
};

/** Words separated by commas or semicolons, stored as a JSON array without duplicates. */
export const tags = (maxTags: number, maxLength: number): ColumnType => ({
  label: `comma-separated tags, at most ${formatCount(maxTags)}`,
  parse(value, cell) {
    const words = [...new Set(value.split(/[,;]/).map((word) => word.trim()))].filter((word) => word !== '');
    if (words.length > maxTags)
      return cell.fail(
        'TOO_MANY',
        `has ${formatCount(words.length)} tags; at most ${formatCount(maxTags)} are allowed`,
      );
    const long = words.find((word) => codePoints(word) > maxLength);
    if (long) return cell.fail('TOO_LONG', `has a tag of more than ${formatCount(maxLength)} characters`);
    return JSON.stringify(words);
  },
});
