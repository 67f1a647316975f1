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
