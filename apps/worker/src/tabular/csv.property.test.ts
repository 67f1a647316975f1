import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delimiter } from './index.ts';
import { readTable } from './test/read-table.ts';

const params = runs(400, 20_000);

/** The expected reading of a regular table, computed simply rather than fast. */
interface Regular {
  readonly rows: readonly (readonly string[])[];
  readonly text: string;
  readonly records: { row: number; line: number; cells: readonly string[]; raw: string }[];
}

type UnicodeOrLatin = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const encoders: Record<UnicodeOrLatin, (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'windows-1252': (text) => Buffer.from(text, 'latin1'),
};

const character = fc.constantFrom('a', 'b', '1', ' ', ',', ';', '\t', '|', '"', '\n', '\r', 'é', 'ß', '\xa0', '=', '');
const cell = fc.array(character, { maxLength: 6 }).map((parts) => parts.join(''));

function write(
  rows: readonly (readonly string[])[],
  delimiter: Delimiter,
  ends: readonly string[],
  quoteAll: boolean,
): Regular {
  let text = '';
  let line = 1;
  const records: Regular['records'] = [];
  for (const [index, cells] of rows.entries()) {
    const quoted = cells.map((value) =>
      quoteAll || /["\n\r]/.test(value) || value.includes(delimiter) || /^\s|\s$/.test(value)
        ? `"${value.replaceAll('"', '""')}"`
        : value,
    );
    const raw = quoted.join(delimiter);
    const blank = [...raw].every((char) => char === delimiter || char === ' ' || char === '\t');
    if (!blank) records.push({ row: index + 1, line, cells, raw });
    text += raw + (ends[index % ends.length] ?? '\n');
    line += raw.split('\n').length;
  }
  return { rows, text, records };
}

describe(`reading random CSV files (seed ${params.seed})`, () => {
  it('reads back cells, rows, lines, raw text and count in every dialect and encoding', () => {
    const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.record({
        rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }),
        header: fc.constant(Array.from({ length: width }, (_, index) => `name${index}`)),
        delimiter: fc.constantFrom<Delimiter>(',', ';', '\t', '|'),
        encoding: fc.constantFrom<UnicodeOrLatin>('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
        ends: fc.array(fc.constantFrom('\n', '\r\n'), { minLength: 1, maxLength: 3 }),
        quoteAll: fc.boolean(),
        endless: fc.boolean(),
        bom: fc.boolean(),
        blockBytes: fc.integer({ min: 64, max: 200 }),
        chunkBytes: fc.integer({ min: 1, max: 100 }),
      }),
    );
    fc.assert(
      fc.property(
        table,
        ({ rows, header, delimiter, encoding, ends, quoteAll, endless, bom, blockBytes, chunkBytes }) => {
          const written = write([header, ...rows], delimiter, ends, quoteAll);
          const text = endless ? written.text.replace(/\r?\n$/, '') : written.text;
          const mark = bom && encoding !== 'windows-1252' ? '\ufeff' : '';
          const read = readTable(encoders[encoding](mark + text), { delimiter, encoding, blockBytes, chunkBytes });
          expect(read.header).toEqual(header);
          expect(read.records).toEqual(written.records.slice(1));
          expect(read.counted).toBe(read.records.length);
        },
      ),
      params,
    );
  });

  it('counts exactly the records that it reads, from any broken text in chunks of any size', () => {
    const token = fc.constantFrom(',', '\n', '"', '\r\n', 'a', 'é', ' ', '\n', '""', '","', '\r', '1', '\n"', '"\n');
    const text = fc.array(token, { maxLength: 60 }).map((parts) => `h\n${parts.join('')}`);
    const sizes = fc.record({
      chunkBytes: fc.integer({ min: 1, max: 40 }),
      blockBytes: fc.integer({ min: 64, max: 90 }),
    });
    const encoding = fc.constantFrom<UnicodeOrLatin>('utf-8', 'utf-16le', 'utf-16be', 'windows-1252');
    const maxRowBytes = fc.integer({ min: 5, max: 60 });
    fc.assert(
      fc.property(text, sizes, encoding, maxRowBytes, (content, { chunkBytes, blockBytes }, encoding, maxRowBytes) => {
        const bytes = encoders[encoding](content);
        const limits = { maxRowBytes };
        const options = { delimiter: ',', quote: '"', headerRow: 1, encoding, limits } as const;
        const read = readTable(bytes, { ...options, chunkBytes, blockBytes });
        expect(read.counted).toBe(read.records.length);
        const whole = readTable(bytes, options);
        expect(read).toEqual(whole);
      }),
      params,
    );
  });
});
