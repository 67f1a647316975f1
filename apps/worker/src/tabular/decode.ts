import type { Encoding } from './types.ts';
import { Utf16Text } from './utf16.ts';

/** Turns the bytes of a file, piece by piece, into text. What is broken becomes U+FFFD: inspection has judged it. */
export type TextDecoding = (chunk: Buffer, last: boolean) => string;

/** A decoder for `encoding`; the byte-order mark is the caller's to skip. */
export function textDecoding(encoding: Encoding): TextDecoding {
  if (encoding === 'windows-1252') return windows1252;
  if (encoding === 'utf-8') {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return (chunk, last) => decoder.decode(chunk, { stream: !last });
  }
  const text = new Utf16Text(encoding);
  return (chunk) => text.decode(chunk);
}

/** 0x80 to 0x9F of Windows-1252 as WHATWG defines it; some Node releases read them as Latin-1 controls. */
const c1 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function windows1252(chunk: Buffer): string {
  return chunk.toString('latin1').replace(/[\x80-\x9f]/g, (char) => c1.charAt(char.charCodeAt(0) - 0x80));
}
