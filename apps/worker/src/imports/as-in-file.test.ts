import type { RejectRow } from '@sluice/db/imports';
import { expect, it } from 'vitest';
import { asInFile } from './as-in-file.ts';
import { ByteSink, SpareBuffers } from './byte-sink.ts';
import { ResultLines } from './result-lines.ts';
import { ResultPartWriter } from './result-part.ts';

/** A part of a result file with these records, as a file with semicolons has them. */
function partOf(...records: string[][]) {
  const writer = new ResultPartWriter(new ResultLines(';'), 10, new ByteSink(10_000, new SpareBuffers()));
  for (const [at, cells] of records.entries()) writer.good(at + 2, 'imported', cells, '');
  return writer.finish();
}
const reject = (row: number, changes: Partial<RejectRow>): RejectRow => ({
  ...{ row, line: row, outcome: 'failed', code: 'ALREADY_EXISTS', field: 'price', value: 'stored', message: '' },
  ...changes,
});
const places = { no: 0, price: 1, note: 2 };
const shown = (part: ReturnType<typeof partOf>, ...rejects: RejectRow[]) =>
  asInFile(rejects, part, { delimiter: ';', places }).map(({ value }) => value);

it('shows the cells of the file in errors that the table finds, also of several fields', () => {
  const part = partOf(['A-1', ' 1.000,50 ', 'x;"y"\nz'], ['b-2', '=1+1', 'ä'], ["'=c", '3', '']);
  expect(
    shown(
      part,
      reject(2, { value: '1000.5' }),
      reject(3, { field: null, fields: ['no', 'price'], value: 'B-2, 2' }),
      reject(4, { field: 'no', value: 'C' }),
    ),
  ).toEqual(['1.000,50', 'b-2, =1+1', "'=c"]);
  expect(shown(part, reject(2, { field: 'note' }), reject(3, { field: 'note' }))).toEqual(['x;"y"\nz', 'ä']);
});

it('leaves values that do not stand in the file', () => {
  const part = partOf(['A-1', '', 'x']);
  expect(
    shown(
      part,
      reject(2, { value: '7' }),
      reject(2, { field: 'other', value: 'default' }),
      reject(2, { field: null, value: 'all' }),
      reject(2, { field: 'no', value: null }),
      reject(99, { field: 'no', value: 'elsewhere' }),
    ),
  ).toEqual(['7', 'default', 'all', null, 'elsewhere']);
});
