import { excerpt as startOf } from '@sluice/core';

/** Maximum length of a value in an error, in UTF-16 units. */
const VALUE_LENGTH = 500;

/**
 * Truncates `value` for an error, never in the middle of a character. Copied through bytes, because a substring would keep
 * the whole block of the file in memory as long as the error exists.
 */
export function excerpt(value: string): string {
  return Buffer.from(startOf(value, VALUE_LENGTH)).toString();
}
