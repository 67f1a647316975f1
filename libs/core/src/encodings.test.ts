import { expect, it } from 'vitest';
import { encodingName } from './encodings.ts';

it.each([
  ['latin1', 'windows-1252'],
  ['ISO-8859-1', 'windows-1252'],
  ['iso-8859-9', 'windows-1254'],
  [' UTF8 ', 'utf-8'],
  ['utf-16', 'utf-16le'],
  ['sjis', 'shift_jis'],
  ['GB2312', 'gbk'],
  ['x-cp1251', 'windows-1251'],
  ['mac', 'macintosh'],
  ['tis-620', 'windows-874'],
  ['ISO-8859-16', 'iso-8859-16'],
  ['x-user-defined', 'x-user-defined'],
  ['replacement', undefined],
  ['iso-2022-kr', undefined],
  ['cp437', undefined],
  ['', undefined],
])('knows the encoding with the label %j: %s', (label, name) => {
  expect(encodingName(label)).toBe(name);
});
