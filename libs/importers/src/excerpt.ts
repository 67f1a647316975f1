/** Maximum length of a value in an error, in UTF-16 units. */
const VALUE_LENGTH = 500;

/**
 * Truncates `value` for an error, never in the middle of a character. Copied through bytes, because a substring would keep
 * the whole block of the file in memory as long as the error exists.
 */
export function excerpt(value: string): string {
  const copy = Buffer.from(value.slice(0, VALUE_LENGTH)).toString();
  return value.length <= VALUE_LENGTH ? copy : `${copy}…`;
}
