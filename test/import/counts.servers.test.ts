import { repeats } from '@sluice/core/testing';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { Random, useSuite } from '../harness/index.ts';
import { COLUMNS } from './support/cells.ts';
import { checkCompleted, checkResults, countsOf, parseCsv } from './support/check.ts';
import { csvLine, makeFile } from './support/file.ts';
import { expectImport } from './support/oracle.ts';
import { differences, readAssets, seedAssets } from './support/table.ts';

const suite = useSuite();
const ROWS = repeats(8_000, 100_000);

const cellText = (value: ExcelJS.CellValue): string => (value === null ? '' : String(value));

/** The cells of a workbook's first sheet, as text. */
async function parseXlsx(bytes: Buffer): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer as ArrayBuffer);
  const rows: string[][] = [];
  workbook.worksheets[0]?.eachRow((row) => {
    const values = row.values as ExcelJS.CellValue[];
    rows.push(values.slice(1).map(cellText));
  });
  return rows;
}

it(`counts ${ROWS} rows exactly, reports every invalid one, and imports only the repaired ones`, async () => {
  const random = new Random();
  const account = 'counts';
  const { databaseUrl: url } = suite.stack;
  const before = await seedAssets(random, url, account, ROWS / 10);
  const file = makeFile(random, {
    ...{ rows: ROWS, prefix: 'N', existing: [...before.keys()] },
    ...{ matching: 0.02, bad: 0.02, duplicates: 0.01, blankLines: 0.001 },
  });
  const client = await suite.api.client(account);
  await suite.serving({ IMPORT_BATCH_ROWS: String(ROWS / 5) });
  const { job_id: jobId } = await client.imports.post(file.bytes);
  await client.imports.wait(jobId);
  const expected = expectImport(file.records, before, jobId, {});
  await checkCompleted({ url, account, client, jobId, expected });
  const status = await client.imports.get(jobId);
  expect(status.percent).toBe(100);
  const first = (await client.imports.errors(jobId)).slice(0, 100).map(({ row, field, code }) => [row, field, code]);
  expect(status.errors.map(({ row, field, code }) => [row, field, code])).toEqual(first);
  console.log(`seed ${random.seed}; ${JSON.stringify(countsOf(status))}`);

  // Repaired as a user would do it: bad rows get good cells, the result columns stay.
  const [header = [], ...lines] = parseCsv(await client.imports.results(jobId));
  const repaired = lines.map((line, at) => {
    if (line[1] !== 'failed') return line;
    const cells = ['', `repaired ${at}`, 'device', '', '2024-01-01', '', 'true', ''];
    cells[0] = `REPAIRED-${at}`;
    return [...line.slice(0, 5), ...cells];
  });
  const failed = lines.filter(([, state]) => state === 'failed').length;
  const again = Buffer.from(`\ufeff${[header, ...repaired].map(csvLine).join('')}`);
  const { job_id: nextId } = await client.imports.post(again);
  const done = await client.imports.wait(nextId);
  expect(countsOf(done)).toEqual({
    ...{ total_rows: ROWS, processed_rows: ROWS, successful_rows: failed, inserted_rows: failed },
    ...{ updated_rows: 0, unchanged_rows: 0, failed_rows: 0, skipped_rows: ROWS - failed },
  });
  const table = await readAssets(url, account);
  const fresh = [...table].filter(([key]) => key.startsWith('REPAIRED-'));
  expect(fresh.length).toBe(failed);
  expect(fresh.every(([, row]) => row.import_job_id === nextId && row.name?.startsWith('repaired'))).toBe(true);
  for (const [key] of fresh) table.delete(key);
  expect(differences(table, expected.table)).toEqual([]);
});

it('provides the results as workbook and JSON with the same content as the CSV', async () => {
  const random = new Random();
  const file = makeFile(random, { rows: repeats(2_000, 5_000), prefix: 'N', bad: 0.1, duplicates: 0.02 });
  // The CSV keeps the surplus cells of a row; a workbook has no column for them.
  const client = await suite.api.client('formats');
  await suite.serving({ IMPORT_BATCH_ROWS: String(ROWS / 5) });
  const { job_id: jobId } = await client.imports.post(file.bytes);
  await client.imports.wait(jobId);
  const expected = expectImport(file.records, new Map(), jobId, {});
  const csv = parseCsv(await client.imports.results(jobId));
  checkResults(csv, expected);
  const header = csv[0] ?? [];
  const even = csv.map((line) => header.map((_, at) => line[at] ?? ''));
  const xlsx = (await parseXlsx(await client.imports.results(jobId, 'xlsx'))).map((line) =>
    header.map((_, at) => line[at] ?? ''),
  );
  const json = JSON.parse((await client.imports.results(jobId, 'json')).toString('utf8')) as Record<
    string,
    string | null
  >[];
  const unmarked = (text: string): string => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
  // The CSV keeps the file's own mark of a missing value; elsewhere the cell is empty.
  const plain = even.map((line) => line.map((cell) => (cell === '\\N' ? '' : unmarked(cell))));
  expect(xlsx.map((line) => line.map(unmarked))).toEqual(plain);
  expect(json.map((row) => header.map((name) => row[name] ?? ''))).toEqual(plain.slice(1));
  expect(header.slice(5)).toEqual([...COLUMNS]);
  console.log(`seed ${random.seed}`);
});
