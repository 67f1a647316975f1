import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TableDescription } from '@sluice/core';
import { type Definition, shipped } from '@sluice/importers';
import { importOptions } from '@sluice/jobs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultTableLimits, FileInspector } from '../tabular/index.ts';
import type { BatchSourceInput, CheckedBatch } from './batch-input.ts';
import { BatchSource } from './batch-source.ts';

const assets = shipped.find(({ definition }) => definition.name === 'assets')?.definition as Definition;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sluice-batches-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All batches of a CSV, as an import forms them. */
async function batchesOf(
  csv: string,
  options: object = {},
  more: Partial<BatchSourceInput> = {},
  generates = true,
): Promise<CheckedBatch[]> {
  const file = path.join(folder, 'file.csv');
  writeFileSync(file, csv);
  const inspector = new FileInspector({}, defaultTableLimits);
  inspector.push(Buffer.from(csv));
  const inspection = inspector.finish();
  if (inspection.kind !== 'csv') throw new Error('not a CSV');
  let next = 1;
  const reserve = async (count: number, from: number): Promise<number> => {
    const first = Math.max(next, from);
    next = first + count;
    return first;
  };
  const input = {
    path: file,
    dialect: inspection.dialect,
    limits: defaultTableLimits,
    definition: assets,
    table: { name: 'assets', columns: [] } as unknown as TableDescription,
    options: importOptions.parse(options),
    batchRows: 2,
    committedBatches: 0,
    keepsLines: false,
    expectedRecords: inspection.records,
    fallbacks: { type: 'asset', valid_from: '2026-01-01', is_active: '1' },
    keysPath: path.join(folder, 'keys'),
    goodStatus: 'imported',
    ...more,
  } satisfies BatchSourceInput;
  const source = new BatchSource(input, generates ? reserve : undefined);
  const batches: CheckedBatch[] = [];
  for (let batch = await source.next(); batch; batch = await source.next()) batches.push(batch);
  source.close();
  return batches;
}

/** The lines of all good rows, in file order within each batch. */
const linesOf = (batches: CheckedBatch[]): string[] =>
  batches.flatMap(({ batch: { lines, generated } }) =>
    Buffer.concat([...lines, ...(generated?.lines ?? [])])
      .toString()
      .split('\n')
      .filter(Boolean)
      .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)),
  );
const rejectsOf = (batches: CheckedBatch[]): string[] =>
  batches.flatMap(({ batch }) =>
    batch.rejects.map(({ row, line, field, code, value }) => [row, line, field, code, value].join(' ')),
  );

test('rows become escaped lines in batches of batchRows rows', async () => {
  const batches = await batchesOf('identifier,name\nA,"tab\there"\nB,"two\nlines"\nC,back\\slash\n');
  expect(batches.map(({ batch }) => [batch.batchNo, batch.firstRow, batch.lastRow, batch.rowCount])).toEqual([
    [0, 2, 3, 2],
    [1, 4, 4, 1],
  ]);
  expect(linesOf(batches)).toEqual(['2\t2\tA\ttab\\there', '3\t3\tB\ttwo\\nlines', '4\t5\tC\tback\\\\slash']);
});

test('every error of a row is reported', async () => {
  const csv = 'identifier,name,type,valid_from,is_active\nA,,thing,2024-02-30,maybe\n';
  expect(rejectsOf(await batchesOf(csv))).toEqual([
    '2 2 name REQUIRED ',
    '2 2 type NOT_IN_LIST thing',
    '2 2 valid_from DATE_INVALID 2024-02-30',
    '2 2 is_active NOT_BOOLEAN maybe',
  ]);
});

test('the first good row with a key wins, also across batches, and the error of later ones names it', async () => {
  const batches = await batchesOf('identifier,name\nA,\nA,one\nB,two\nA,three\n');
  expect(rejectsOf(batches)).toEqual(['2 2 name REQUIRED ', '5 5 identifier DUPLICATE_IN_FILE A']);
  expect(batches[1]?.batch.rejects[0]?.message).toBe('identifier is already in row 3 of this file');
});

test('with on_duplicate=skip, later rows with the same key are skipped, not failed', async () => {
  const [batch] = await batchesOf('identifier,name\nA,one\nA,two\n', { on_duplicate: 'skip' });
  expect(batch?.batch).toMatchObject({ goodRows: 1, failedRows: 0, rejects: [{ outcome: 'skipped' }] });
});

test('keys are generated for rows without one, and avoid all keys in the file', async () => {
  const batches = await batchesOf('identifier,name\nASSET-0001,a\n,b\n,c\nASSET-0003,d\n');
  expect(linesOf(batches)).toEqual([
    '2\t2\tASSET-0001\ta',
    '3\t3\tASSET-0002\tb',
    '4\t4\tASSET-0004\tc',
    '5\t5\tASSET-0003\td',
  ]);
  expect(rejectsOf(batches)).toEqual([]);
});

test('generated keys skip a long run of numbers that the file has, and count on past its highest', async () => {
  const given = Array.from({ length: 5 }, (_, at) => `ASSET-000${at + 1},given`);
  const csv = `identifier,name\n,a\n${given.join('\n')}\nASSET-900000000000000,high\n,b\n,c\n,d\n,e\n`;
  const batches = await batchesOf(csv, {}, { batchRows: 100 });
  const made = batches.flatMap(({ batch }) => Buffer.concat([...(batch.generated?.lines ?? [])]).toString());
  expect(made.join('').match(/ASSET-\d+/g)).toEqual([
    'ASSET-0006',
    'ASSET-0007',
    'ASSET-0008',
    'ASSET-0009',
    'ASSET-0010',
  ]);
  expect(batches[0]?.batch.generated?.firstFree).toBe(900_000_000_000_001);
});

test('without numbers to reserve, rows without a key keep none', async () => {
  const batches = await batchesOf('identifier,name\n,a\nB,b\n', {}, {}, false);
  expect(linesOf(batches)).toEqual(['2\t2\t\\N\ta', '3\t3\tB\tb']);
});

test('valid_to before valid_from is an error, also if valid_from is the fallback', async () => {
  const csv =
    'identifier,name,valid_from,valid_to\nA,a,2024-01-02,2024-01-01\nB,b,,2025-01-01\nC,c,2024-01-01,2024-01-01\n';
  expect(rejectsOf(await batchesOf(csv))).toEqual(['2 2 valid_to RANGE 2024-01-01', '3 3 valid_to RANGE 2025-01-01']);
  // An update keeps the old valid_from, which only the table knows.
  expect(rejectsOf(await batchesOf(csv, { on_duplicate: 'update' }))).toEqual(['2 2 valid_to RANGE 2024-01-01']);
});

test('an unambiguous date at the end of the file decides the order of earlier dates', async () => {
  const csv = 'identifier,name,valid_from\nA,a,03/04/2024\nB,b,x\nC,c,25/12/2024\n';
  expect(linesOf(await batchesOf(csv))).toEqual(['2\t2\tA\ta\t2024-04-03', '4\t4\tC\tc\t2024-12-25']);
  expect(rejectsOf(await batchesOf('identifier,name,valid_from\nA,a,03/04/2024\n'))).toEqual([
    '2 2 valid_from DATE_ORDER_UNKNOWN 03/04/2024',
  ]);
  expect(linesOf(await batchesOf('identifier,name,valid_from\nA,a,03/04/2024\n', { date_order: 'MDY' }))).toEqual([
    '2\t2\tA\ta\t2024-03-04',
  ]);
});

test('committed batches are checked for their keys but produce no lines', async () => {
  const batches = await batchesOf('identifier,name\nA,a\nB,b\nA,c\nD,d\n', {}, { committedBatches: 1 });
  expect(batches[0]?.batch).toMatchObject({ goodRows: 2, lines: [] });
  expect(rejectsOf(batches)).toEqual(['4 4 identifier DUPLICATE_IN_FILE A']);
  expect(linesOf(batches)).toEqual(['5\t5\tD\td']);
});

test('rows of a re-uploaded result file that were imported or skipped are not imported again', async () => {
  const csv =
    "_row,_status,_error_code,_error_column,_error,identifier,name\n2,imported,,,,A,a\n3,failed,REQUIRED,name,x,B,repaired\n4,skipped,,,,C,c\n5,not_imported,,,,D,'=d\n";
  const batches = await batchesOf(csv);
  expect(linesOf(batches)).toEqual(['3\t3\tB\trepaired', '5\t5\tD\t=d']);
  expect(batches.map(({ batch }) => batch.rowCount)).toEqual([2, 2]);
  const result = Buffer.concat(batches.map(({ result }) => result?.bytes ?? Buffer.alloc(0))).toString();
  expect(result).toBe("2,imported,,,,A,a\n3,imported,,,,B,repaired\n4,skipped,,,,C,c\n5,imported,,,,D,'=d\n");
});

test('a key of several columns and other unique values are checked within the file', async () => {
  const definition: Definition = {
    name: 'order-lines',
    target: { table: 'order_lines', manage: 'create' },
    schema: {
      primaryKey: ['order', 'line'],
      fields: [
        { name: 'order', type: 'string' },
        { name: 'line', type: 'integer' },
        { name: 'ref', type: 'string', constraints: { unique: true } },
      ],
    },
  };
  const csv = 'order,line,ref\nA,1,x\nA,01,y\nA,2,x\nA,3,\nA,4,\n,5,z\nB,1,y\n';
  const batches = await batchesOf(csv, {}, { definition, fallbacks: {} });
  expect(rejectsOf(batches)).toEqual([
    '3 3  DUPLICATE_IN_FILE A, 01',
    '4 4 ref DUPLICATE_IN_FILE x',
    '7 7 order REQUIRED ',
  ]);
  expect(linesOf(batches)).toEqual(['2\t2\tA\t1\tx', '5\t5\tA\t3\t\\N', '6\t6\tA\t4\t\\N', '8\t8\tB\t1\ty']);
});

test('rows of a table without a key are all kept', async () => {
  const definition: Definition = {
    name: 'readings',
    target: { table: 'readings', manage: 'create' },
    schema: { fields: [{ name: 'value', type: 'integer' }] },
  };
  const batches = await batchesOf('value\n1\n1\n', {}, { definition, fallbacks: {} });
  expect(linesOf(batches)).toEqual(['2\t2\t1', '3\t3\t1']);
});
