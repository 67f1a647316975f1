import { createMultibyteEncoder } from '@exodus/bytes/multi-byte.js';
import { createSinglebyteEncoder } from '@exodus/bytes/single-byte.js';

const multibyte = new Set(['gbk', 'gb18030', 'big5', 'euc-jp', 'shift_jis', 'euc-kr', 'iso-2022-jp']);

/** A vowel with its own mark and a tone: the mark is part of the letter in Windows-1258, the tone follows. */
const VIETNAMESE = /([aeou])([\u0323\u0300\u0301\u0303\u0309]?)([\u0302\u0306\u031b])/gi;
const composed = (_: string, vowel: string, tone: string, mark: string): string =>
  (vowel + mark).normalize('NFC') + tone;

/** The text in any encoding of the WHATWG standard. Throws if it cannot be written in it. */
export function encode(text: string, encoding: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  if (encoding === 'windows-1258') text = text.normalize('NFD').replace(VIETNAMESE, composed);
  const encoder = multibyte.has(encoding) ? createMultibyteEncoder(encoding) : createSinglebyteEncoder(encoding);
  return Buffer.from(encoder(text));
}
