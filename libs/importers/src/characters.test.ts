import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellText, excelText, invisibleIn, isPlainKey, normalizeKey } from './characters.ts';

test.each([
  ['="000123"', '000123'],
  ['=""', ''],
  ['="a ""b"" c"', 'a "b" c'],
  ['="a" & "b"', undefined],
  ['=000123', undefined],
  ['="a"b"', undefined],
  ['"000123"', undefined],
  ['=', undefined],
])("Excel's text form %s is the text %s", (cell, text) => expect(excelText(cell)).toBe(text));

describe('normalizeKey', () => {
  test.each([
    ['\u200bA1', 'A1', 'invisible'],
    ['A\u00ad1\u202c', 'A1', 'invisible'],
    ['\ufeffA1', 'A1', 'invisible'],
    ['A\u00001', 'A1', 'invisible'],
    ['\u200b', '', 'invisible'],
    ['A1\u200b ', 'A1', 'invisible'],
    ['Cafe\u0301', 'Caf\u00e9', 'recomposed'],
    ['\u212a1', 'K1', 'recomposed'],
    ['Caf\u00e9', 'Caf\u00e9', ''],
    ['a\tb', 'a\tb', ''],
    ['\u0600', '\u0600', ''],
    ['👍', '👍', ''],
  ])('of %j is %j', (text, key, change) => {
    const normal = normalizeKey(text);
    const changes = [normal.invisibleRemoved && 'invisible', normal.recomposed && 'recomposed'].filter(Boolean);
    expect([normal.key, changes.join()]).toEqual([key, change]);
  });

  test('is the same for a normalized key, which has nothing invisible and no other form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { key } = normalizeKey(text);
        expect(normalizeKey(key)).toEqual({ key, invisibleRemoved: false, recomposed: false });
        expect(key.normalize('NFC')).toBe(key);
        expect(invisibleIn(key)).toBeUndefined();
        expect(cellText(key.startsWith('=') ? 'x' : key)).toBe(key.startsWith('=') ? 'x' : key);
        expect(normalizeKey(text.normalize('NFD')).key).toBe(key);
      }),
    );
  });

  test('changes no key of visible ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(isPlainKey(text)).toBe(true);
        expect(normalizeKey(text).key).toBe(text.trim());
      }),
    );
  });
});
