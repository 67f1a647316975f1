import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from './test/read-table.ts';

describe('rows and lines', () => {
  it('numbers rows as a spreadsheet and lines as an editor, blank rows and cells of several lines included', () => {
    const { header, headerRow, headerLine, records, counted } = readTable('a,b\n1,"x\ny"\n\n  \n2,z\r\n,,\n3,"q"');
    expect({ header, headerRow, headerLine }).toEqual({ header: ['a', 'b'], headerRow: 1, headerLine: 1 });
    expect(records).toEqual([
      { row: 2, line: 2, cells: ['1', 'x\ny'], raw: '1,"x\ny"' },
      { row: 5, line: 6, cells: ['2', 'z'], raw: '2,z' },
      { row: 7, line: 8, cells: ['3', 'q'], raw: '3,"q"' },
    ]);
    expect(counted).toBe(3);
  });
});

describe('properties', () => {
  it('counts exactly the records that are read, whatever the text, the chunks and the blocks', () => {
    const token = fc.constantFrom(',', '\n', '"', '\r\n', 'a', 'é', ' ', '\n', '""', '","', '\r', '1');
    const text = fc.array(token, { maxLength: 60 }).map((parts) => `h\n${parts.join('')}`);
    const sizes = fc.record({
      chunkBytes: fc.integer({ min: 1, max: 40 }),
      blockBytes: fc.integer({ min: 64, max: 90 }),
    });
    fc.assert(
      fc.property(text, sizes, fc.integer({ min: 5, max: 60 }), (content, { chunkBytes, blockBytes }, maxRowBytes) => {
        const limits = { maxRowBytes };
        const { records, counted } = readTable(content, { delimiter: ',', chunkBytes, blockBytes, limits });
        expect(records.length).toBe(counted);
      }),
      { numRuns: 3000 },
    );
  });
});
