import { runs } from '@sluice/core/testing';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { readTable } from '../tabular/test/read-table.ts';
import { type CsvOptions, csvLines } from './csv.ts';
import { disarm } from './formula.ts';
import { collect, inPieces } from './test/collect.ts';
import type { SheetCell } from './types.ts';

const write = (header: readonly string[], rows: readonly (readonly SheetCell[])[], options?: CsvOptions) =>
  collect(csvLines(header, inPieces(rows, 2), options));

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', '|', ' ', '=', "'", '-', '1', 'ä', '\ufeff', '価'),
  }),
);
const tables = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));

test('papaparse reads back any written table', async () => {
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.boolean(),
      async ([header = [], ...rows], delimiter, newline, byteOrderMark, harmless) => {
        const bytes = await write(header, rows, { delimiter, newline, byteOrderMark, harmless });
        const text = new TextDecoder().decode(bytes);
        expect(bytes.subarray(0, 3).toString('hex') === 'efbbbf').toBe(byteOrderMark);
        const { data } = Papa.parse<string[]>(text.slice(0, -newline.length), { delimiter, newline });
        const whole = [header, ...rows];
        expect(data).toEqual(harmless ? whole.map((cells) => cells.map(disarm)) : whole);
      },
    ),
    { ...runs(), verbose: 1 },
  );
});

test('our own reader reads back a written table', async () => {
  const rows = [
    ['00123', 'a "b", c'],
    ['line\nbreak', ' ä '],
  ];
  const { header, records } = readTable(await write(['x', 'y'], rows, { byteOrderMark: true }));
  expect(header).toEqual(['x', 'y']);
  expect(records.map(({ cells }) => cells)).toEqual(rows);
});

test('only text that a spreadsheet would execute is escaped', async () => {
  const text = await write(['v'], [['=1'], ['-5'], ['+4.5e3'], ['-cmd'], ["'=x"], ['+49 (30) 1-2'], ['@a,b']], {
    harmless: true,
  });
  expect(text.toString()).toBe("v\r\n'=1\r\n-5\r\n+4.5e3\r\n'-cmd\r\n'=x\r\n+49 (30) 1-2\r\n\"'@a,b\"\r\n");
  expect((await write(['v'], [['=1']])).toString()).toBe('v\r\n=1\r\n');
});

test('numbers, booleans and dates have a fixed format', async () => {
  const rows = [
    [1.5, true, new Date('2024-01-02T03:04:05.006Z'), null],
    [-7, false, new Date(Number.NaN), ''],
  ];
  const text = await write(['n', 'b', 'd', 'x'], rows, { newline: '\n' });
  expect(text.toString()).toBe('n,b,d,x\n1.5,true,2024-01-02T03:04:05.006Z,\n-7,false,,\n');
});

test('a row with a single empty cell is written as a line, and a table without rows as its header', async () => {
  expect((await write(['a'], [[null], ['']])).toString()).toBe('a\r\n""\r\n""\r\n');
  expect((await write(['a', 'b'], [])).toString()).toBe('a,b\r\n');
});

test('long cells and many rows are written in chunks', async () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => [String(at), `${'é価'.repeat(at % 90)}"`, 'z'.repeat(at % 7)]);
  rows.push(['x'.repeat(1_000_000), '', '価"'.repeat(100_000)]);
  const sizes: number[] = [];
  const pieces: Uint8Array[] = [];
  for await (const piece of csvLines(['a', 'b', 'c'], inPieces(rows, 2_048))) {
    sizes.push(piece.length);
    pieces.push(piece);
  }
  expect(Papa.parse<string[]>(Buffer.concat(pieces).toString().trimEnd()).data.slice(1)).toEqual(rows);
  for (const size of sizes.slice(0, -2)) expect(size).toBeLessThan(100_000);
});
