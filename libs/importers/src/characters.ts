/**
 * Characters that nobody sees: control characters and what Unicode lets be ignored in display (zero-width spaces and joiners,
 * marks of direction, soft hyphens, byte-order marks, fillers, variation selectors). Tabs and line breaks are seen.
 */
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
export const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu');
const BEYOND_ASCII = /[^\x20-\x7e]/;

export const withoutInvisible = (text: string): string => text.replace(ALL_INVISIBLE, '');

/** The first invisible character, as `U+200B`; undefined if there is none. */
export function invisibleIn(text: string): string | undefined {
  const [found] = INVISIBLE.exec(text) ?? [];
  return found === undefined ? undefined : codePointOf(found);
}

const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What was changed in a key so that keys that look alike are one key. */
export interface NormalizedKey {
  readonly key: string;
  readonly invisibleRemoved: boolean;
  /** Letters and accents were joined: Unicode's form NFC. */
  readonly recomposed: boolean;
}

/** True for nearly every key: nothing in it has to be normalized. */
export const isPlainKey = (text: string): boolean => !BEYOND_ASCII.test(text);

/** The key as it is stored and compared: in NFC, without invisible characters and without spaces around it. */
export function normalizeKey(text: string): NormalizedKey {
  const visible = INVISIBLE.test(text) ? withoutInvisible(text) : text;
  const key = visible.normalize('NFC');
  return { key: key.trim(), invisibleRemoved: visible !== text, recomposed: key !== visible };
}

/** The text of a cell, as values are read from it: without spaces around it and without Excel's text form. */
export function cellText(cell: string): string {
  const text = cell.trim();
  return (excelText(text) ?? text).trim();
}

const EXCEL_TEXT = /^="((?:[^"]|"")*)"$/;

/** The text in `="000123"`, which is how Excel keeps a text from being read as a number; undefined for any other cell. */
export function excelText(cell: string): string | undefined {
  if (cell.charCodeAt(0) !== 61) return undefined;
  const [, inner] = EXCEL_TEXT.exec(cell) ?? [];
  return inner?.replaceAll('""', '"');
}
