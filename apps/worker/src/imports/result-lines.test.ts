import { runs } from '@sluice/core/testing';
import type { RejectRow } from '@sluice/db/imports';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { restoreCell } from '../artifacts/formula.ts';
import { ByteSink, SpareBuffers } from './byte-sink.ts';
import { ResultLines } from './result-lines.ts';
import { markConflicts, ResultPartWriter } from './result-part.ts';

const reject = (row: number, code: string, message = 'is wrong'): RejectRow => ({
  row,
  line: row,
  outcome: 'failed',
  code,
  field: 'name',
  value: null,
  message,
});

const cellsOf = (line: string, delimiter = ','): string[] =>
  Papa.parse<string[]>(line.trimEnd(), { delimiter }).data[0] ?? [];

test('a good row keeps its original text, including quotes', () => {
  const lines = new ResultLines(',');
  expect(lines.good(2, 'imported', lines.original(['a', 'x, y'], 'a,"x, y"'))).toBe('2,imported,,,,a,"x, y"\n');
});

test('a bad row lists each code, column and message once', () => {
  const lines = new ResultLines(';');
  const text = lines.bad(
    3,
    'failed',
    [reject(3, 'A', 'a; b'), reject(3, 'B', 'c'), reject(3, 'B', 'c')],
    lines.original(['1'], '1'),
  );
  expect(cellsOf(text, ';')).toEqual(['3', 'failed', 'A; B', 'name', 'a; b; c', '1']);
});

test('formulas are escaped, and numbers are not', () => {
  const lines = new ResultLines(',');
  const own = (cell: string) => cellsOf(lines.good(2, 'imported', lines.original([cell], cell))).at(-1);
  expect(own('=1+1')).toBe("'=1+1");
  expect(own('@SUM(A1)')).toBe("'@SUM(A1)");
  expect(own('-12,5')).toBeDefined();
  expect(own('-12.5')).toBe('-12.5');
  expect(own('+49 30')).toBe('+49 30');
  expect(own('+49 30 A1')).toBe("'+49 30 A1");
  expect(own("'=1")).toBe("''=1");
});

test('escaped cells are restored exactly', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary-ascii' }),
    fc.string().map((text) => `=${text}`),
    fc.string().map((text) => `'${text}`),
  );
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(',', ';', '\t', '|'),
      (cells, delimiter) => {
        const lines = new ResultLines(delimiter);
        const text = lines.good(7, 'imported', lines.original(cells, ''));
        const { data } = Papa.parse<string[]>(text.slice(0, -1), { delimiter, newline: '\n' });
        expect(data[0]?.slice(5).map(restoreCell)).toEqual(cells);
      },
    ),
    { ...runs(), verbose: 1 },
  );
});

test('the status columns of an earlier result file are omitted from the next one', () => {
  const lines = new ResultLines(',', new Set([0, 1]));
  expect(lines.header(['_row', '_status', 'name'])).toBe('\ufeff_row,_status,_error_code,_error_column,_error,name\n');
  expect(lines.good(2, 'imported', lines.original(['9', 'failed', 'x'], '9,failed,x'))).toBe('2,imported,,,,x\n');
});

test('rows that the table rejected are marked in place', () => {
  const lines = new ResultLines(',');
  const writer = new ResultPartWriter(lines, 4, new ByteSink(8, new SpareBuffers()));
  writer.good(2, 'imported', ['ä'], 'ä');
  writer.bad(3, [reject(3, 'REQUIRED')], ['b'], 'b');
  writer.good(5, 'imported', ['c'], 'c');
  writer.good(6, 'imported', ['d'], 'd');
  const part = writer.finish();
  const conflicts = [reject(3, 'REQUIRED'), reject(5, 'ALREADY_EXISTS'), reject(6, 'ALREADY_EXISTS')];
  const text = Buffer.from(markConflicts(part, lines, 'imported', conflicts)).toString();
  expect(text).toBe(
    '2,imported,,,,ä\n3,failed,REQUIRED,name,is wrong,b\n5,failed,ALREADY_EXISTS,name,is wrong,c\n6,failed,ALREADY_EXISTS,name,is wrong,d\n',
  );
  expect(Buffer.from(markConflicts(part, lines, 'imported', [])).toString()).toContain('5,imported,,,,c');
});
