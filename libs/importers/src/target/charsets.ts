import { codePoints } from '../fields/lengths.ts';

/** The encodings of the WHATWG standard that have the same characters as MySQL's sets of one byte each. */
const encodings: Readonly<Record<string, string>> = {
  ...{ latin1: 'windows-1252', latin2: 'iso-8859-2', latin7: 'iso-8859-13' },
  ...{ cp1250: 'windows-1250', cp1251: 'windows-1251', cp1257: 'windows-1257' },
  ...{ koi8r: 'koi8-r', macroman: 'macintosh' },
};
/** Sets with all of Unicode, and with its first 65,536 characters. */
const WHOLE = new Set(['utf8mb4', 'utf16', 'utf16le', 'utf32', 'gb18030', 'binary']);
const FIRST_PLANE = new Set(['utf8mb3', 'utf8', 'ucs2']);

/** The bytes of a text in a set; for sets of which that is not known, those in UTF-8. */
export function bytesIn(characterSet: string): (text: string) => number {
  if (characterSet === 'ascii' || encodings[characterSet]) return codePoints;
  if (['ucs2', 'utf16', 'utf16le'].includes(characterSet)) return (text) => text.length * 2;
  if (characterSet === 'utf32') return (text) => codePoints(text) * 4;
  return (text) => Buffer.byteLength(text);
}

/** Whether it is known which characters the set has. */
export const isKnown = (characterSet: string): boolean =>
  WHOLE.has(characterSet) || FIRST_PLANE.has(characterSet) || characterSet === 'ascii' || characterSet in encodings;

/** Finds the first character of a text that a set lacks; undefined if it has all of them, or all that are known. */
export type Lacks = (text: string) => string | undefined;

export function lacksOf(characterSet: string): Lacks | undefined {
  if (FIRST_PLANE.has(characterSet)) return (text) => SUPPLEMENTARY.exec(text)?.[0];
  if (characterSet === 'ascii') return (text) => (NOT_ASCII.test(text) ? /[^\x00-\x7f]/u.exec(text)?.[0] : undefined);
  const encoding = encodings[characterSet];
  return encoding === undefined ? undefined : lacksOfBytes(encoding);
}

const SUPPLEMENTARY = /[\u{10000}-\u{10ffff}]/u;
const NOT_ASCII = /[^\x00-\x7f]/;

/** What latin1 of MySQL, which is windows-1252, has beyond Latin-1 itself. Node 20 decodes it as Latin-1. */
const LATIN1_MORE = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\x81\x8d\x8f\x90\x9d';
const latin1 = () => `${LATIN1_MORE}${String.fromCharCode(...Array.from({ length: 96 }, (_, at) => 160 + at))}`;
/** The characters of the upper 128 bytes. The standard gives bytes without one a control character, and MySQL does not. */
function decoded(encoding: string): string {
  const text = new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, at) => 128 + at));
  return text.replace(encoding.startsWith('iso') ? /\ufffd/g : /[\ufffd\x80-\x9f]/g, '');
}

function lacksOfBytes(encoding: string): Lacks {
  const known = new Set(encoding === 'windows-1252' ? latin1() : decoded(encoding));
  return (text) => {
    for (const character of text) if (character > '\x7f' && !known.has(character)) return character;
    return undefined;
  };
}
