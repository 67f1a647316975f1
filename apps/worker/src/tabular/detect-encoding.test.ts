import { DOUBTFUL_BELOW } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { detectEncoding, displayName } from './detect-encoding.ts';
import { encode } from './test/encode.ts';
import { readTable } from './test/read-table.ts';
import { samples } from './test/samples.ts';

/** A table with these rows, repeated to `count`. */
const tableOf = (rows: readonly string[], count: number): string =>
  `identifier,name,site,note\n${Array.from({ length: count }, (_, at) => `A-${at},${rows[at % rows.length]}\n`).join('')}`;

const cases = Object.entries(samples).flatMap(([language, { encodings, rows }]) =>
  encodings.map((encoding) => ({ language, encoding, rows })),
);

describe('detectEncoding', () => {
  it.each(cases)('reads a table of a few rows: $language in $encoding', ({ language, encoding, rows }) => {
    const text = tableOf(rows, rows.length);
    const bytes = encode(text, encoding);
    const { records, decisions, warnings, header } = readTable(bytes);
    const [decision] = decisions;
    if (language === 'ro') {
      // The same bytes are a cedilla in Windows-1250 and a comma in ISO-8859-16: undecidable.
      expect(decision?.confidence).toBeLessThan(DOUBTFUL_BELOW);
      expect([decision?.value, ...(decision?.alternatives ?? [])]).toContain('iso-8859-16');
      return;
    }
    const read = [header, ...records.map(({ cells }) => cells)].map((cells) => `${cells.join(',')}\n`).join('');
    expect(read.normalize('NFC')).toBe(text.normalize('NFC'));
    expect(warnings).toMatchObject([{ code: 'ENCODING_ASSUMED' }]);
    expect(decision).toMatchObject({ topic: 'encoding', given: false });
    expect(decision?.evidence).toMatch(/beyond ASCII/);
  });

  it('is not certain of a single row, nor of bytes that mean as much in another encoding', () => {
    const confidence = (text: string, encoding: string) => detectEncoding(encode(text, encoding)).confidence;
    expect(confidence('name\nCafé\n', 'windows-1252')).toBeLessThan(DOUBTFUL_BELOW);
    expect(confidence(tableOf(samples.ru?.rows ?? [], 10), 'windows-1251')).toBeGreaterThan(DOUBTFUL_BELOW);
    expect(confidence(tableOf(samples.ja?.rows ?? [], 10), 'shift_jis')).toBeGreaterThan(DOUBTFUL_BELOW);
  });

  it('names encodings as people write them', () => {
    const names = [
      'utf-8',
      'utf-16le',
      'windows-1252',
      'iso-8859-2',
      'koi8-r',
      'shift_jis',
      'gb18030',
      'big5',
      'euc-kr',
    ];
    expect(names.map(displayName)).toEqual([
      ...['UTF-8', 'UTF-16LE', 'Windows-1252', 'ISO-8859-2', 'KOI8-R', 'Shift_JIS', 'GB18030', 'Big5', 'EUC-KR'],
    ]);
  });
});
