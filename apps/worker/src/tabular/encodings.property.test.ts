import { TextDecoder } from '@exodus/bytes/encoding.js';
import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from './test/encode.ts';
import { readTable } from './test/read-table.ts';

const params = runs(25, 2_000);

const singleByte = [
  ...['ibm866', 'koi8-r', 'koi8-u', 'macintosh', 'x-mac-cyrillic', 'iso-8859-8-i', 'windows-874'],
  ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part) => `iso-8859-${part}`),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((last) => `windows-125${last}`),
];
const multibyte = ['gbk', 'gb18030', 'big5', 'euc-jp', 'shift_jis', 'euc-kr', 'iso-2022-jp'];
/** Bytes that begin no character, or a character that ASCII does not continue. */
const invalidByte: Readonly<Record<string, number>> = {
  ...{ 'utf-8': 0xe9, gb18030: 0xff, big5: 0xff, 'euc-jp': 0xff, shift_jis: 0xff, 'euc-kr': 0xff, gbk: 0xff },
  ...{ 'windows-1253': 0xd2, 'iso-8859-7': 0xae, 'windows-874': 0xfc, 'iso-8859-6': 0xa1, 'iso-8859-3': 0xa5 },
};

/** Characters beyond ASCII that can be written in the encoding and are the same when they are read. */
function alphabetOf(encoding: string): string[] {
  if (encoding.startsWith('utf')) return [...'éßŁżЖ漢字ｱ€😀\u0301'];
  const decoder = new TextDecoder(encoding === 'iso-2022-jp' ? 'euc-jp' : encoding);
  const found = new Set<string>();
  for (let lead = 0x80; lead < 0x100; lead++) {
    if (singleByte.includes(encoding)) found.add(decoder.decode(Uint8Array.of(lead)));
    // Every trail byte, also those that are ASCII, with some lead.
    else
      for (let at = 0; at < 6; at++)
        found.add(decoder.decode(Uint8Array.of(lead, 0x40 + ((lead * 37 + at * 31) % 0xbf))));
  }
  return [...found].filter((char) => {
    if ([...char].length !== 1 || /[\p{Cc}\p{Co}\s\ufffd]/u.test(char)) return false;
    try {
      return new TextDecoder(encoding).decode(encode(char, encoding)) === char;
    } catch {
      return false;
    }
  });
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe(`tables in every encoding (seed ${params.seed})`, () => {
  it.each([...singleByte, ...multibyte, 'utf-8', 'utf-16le', 'utf-16be'])(
    'are read as they were written: %s',
    (encoding) => {
      const alphabet = alphabetOf(encoding);
      expect(alphabet.length).toBeGreaterThan(8);
      const character = fc.oneof(
        fc.constantFrom(...alphabet),
        fc.constantFrom('a', '1', ' ', ',', '|', '\\', '"', '\n', '~'),
      );
      const cell = fc.array(character, { maxLength: 8 }).map((parts) => `x${parts.join('')}`);
      const table = fc.record({
        rows: fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
        delimiter: fc.constantFrom<',' | '|' | ';'>(',', '|', ';'),
        newline: fc.constantFrom('\n', '\r\n'),
        chunkBytes: fc.integer({ min: 1, max: 40 }),
        blockBytes: fc.integer({ min: 64, max: 120 }),
      });
      fc.assert(
        fc.property(table, ({ rows, delimiter, newline, ...sizes }) => {
          const lines = [['p', 'q'], ...rows].map((cells) => cells.map(quoted).join(delimiter) + newline);
          const read = readTable(encode(lines.join(''), encoding), { encoding, delimiter, ...sizes });
          expect(read.records.map(({ cells, fault }) => [cells, fault])).toEqual(
            rows.map((cells) => [cells, undefined]),
          );
          expect(read.counted).toBe(rows.length);
        }),
        params,
      );
    },
  );

  it.each(Object.entries(invalidByte))('have one error for each row with an invalid byte: %s', (encoding, byte) => {
    const alphabet = alphabetOf(encoding);
    const text = fc.array(fc.constantFrom(...alphabet), { minLength: 2, maxLength: 6 }).map((parts) => parts.join(''));
    const table = fc.record({
      rows: fc.array(fc.record({ text, bad: fc.boolean() }), { minLength: 2, maxLength: 8 }),
      newline: fc.constantFrom('\n', '\r\n', '\r'),
      chunkBytes: fc.integer({ min: 1, max: 40 }),
      blockBytes: fc.integer({ min: 64, max: 120 }),
    });
    fc.assert(
      fc.property(table, ({ rows, newline, ...sizes }) => {
        // UTF-8 with more invalid bytes than characters is another encoding.
        const bad = rows.map((row, at) => row.bad && at % 2 === 0);
        const pieces = rows.flatMap((row, at) => [
          encode(`k${at},${row.text}`, encoding),
          ...(bad[at] ? [Buffer.from([byte])] : []),
          encode(newline, encoding),
        ]);
        const bytes = Buffer.concat([encode(`p,q${newline}`, encoding), ...pieces]);
        const { records } = readTable(bytes, { encoding, delimiter: ',', ...sizes });
        expect(records.map(({ cells, line, fault }) => [fault ?? cells, line])).toEqual(
          rows.map((row, at) => [bad[at] ? 'INVALID_BYTES' : [`k${at}`, row.text], at + 2]),
        );
      }),
      params,
    );
  });
});
