import { sql } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import papaparse from 'papaparse';
import { expect, it } from 'vitest';
import { call, useSuite } from '../harness/index.ts';
import { readAssets } from './support/table.ts';

const parseCsv = (bytes: Buffer) =>
  papaparse.parse<string[]>(bytes.toString('utf8').replace(/^\ufeff/, ''), { delimiter: ';', skipEmptyLines: true })
    .data;

const suite = useSuite({ standing: true });

const FILE = Buffer.from(
  [
    ...[
      'identifier;name;type;tags',
      'F-1;one;asset;',
      'F-2;;asset;a,b',
      'F-3;"quoted; ""name"" in',
      'two lines";none;',
    ],
    ...['=F-4;four;device;', "-F-5;'=five;nothing;+x", ''],
  ].join('\n'),
);

async function importOf(account: string, bytes: Buffer, options = {}) {
  const client = await suite.api.client(account);
  const { job_id: id } = await client.imports.post(bytes, options);
  return { client, id, job: await client.imports.wait(id) };
}

it('are a file of their own in every format, with the columns of the result file', async () => {
  const { client, id, job } = await importOf('failed-formats', FILE);
  expect(job).toMatchObject({ status: 'completed', total_rows: 5, failed_rows: 3 });
  const [header = [], ...all] = parseCsv(await client.imports.results(id));
  const failed = all.filter(([, status]) => status === 'failed');
  expect(failed).toHaveLength(3);
  const csv = await client.imports.results(id, 'csv', 'failed');
  expect(parseCsv(csv)).toEqual([header, ...failed]);
  const whole = await client.imports.results(id);
  // The mark, the delimiter, the line breaks and the quotes of spreadsheets' formulas are those of the result file.
  for (const line of csv.toString('utf8').split('\n')) expect(whole.toString('utf8')).toContain(line);
  const json = JSON.parse((await client.imports.results(id, 'json', 'failed')).toString('utf8'));
  // A program that reads JSON runs no formulas, so the cells are as they were sent.
  const sent = failed.map((row) => row.map((cell) => cell.replace(/^'(?=-F|'=|\+x)/, '')));
  expect(sent.at(-1)?.slice(-4)).toEqual(['-F-5', "'=five", 'nothing', '+x']);
  expect(json.map((record: Record<string, string>) => header.map((name) => record[name]))).toEqual(sent);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await client.imports.results(id, 'xlsx', 'failed')) as never);
  const sheet = workbook.getWorksheet('Results');
  expect(sheet?.rowCount).toBe(4);
  expect(sheet?.getColumn(1).values.slice(2)).toEqual(failed.map(([row]) => row));
  // The files of all records are others.
  expect(parseCsv(await client.imports.results(id))).toEqual([header, ...all]);
  const { downloads } = await client.imports.get(id);
  const names = downloads.map(({ kind, file_name: name }) => `${kind} ${name.replace(/^.*-/, '')}`);
  expect(names.sort()).toEqual([
    ...['import-failed-rows failed.csv', 'import-failed-rows failed.json', 'import-failed-rows failed.xlsx'],
    'import-results results.csv',
  ]);
});

it('can be repaired and imported, and expire and are made again', async () => {
  const { client, id } = await importOf('failed-repaired', FILE);
  const failed = (await client.imports.results(id, 'csv', 'failed')).toString('utf8');
  const repaired = failed.replace('F-2;;', 'F-2;two;').replaceAll(/;(none|nothing);/g, ';asset;');
  const again = await importOf('failed-repaired', Buffer.from(repaired));
  expect(again.job).toMatchObject({ status: 'completed', total_rows: 3, inserted_rows: 3, failed_rows: 0 });
  expect([...(await readAssets(suite.stack.databaseUrl, 'failed-repaired')).keys()]).toHaveLength(5);
  await suite.stack.db.execute(sql`
    update downloads set status = 'expired' where job_id = ${id} and kind = 'import-failed-rows'`);
  const { downloads } = await client.imports.get(id);
  const expired = downloads.find(({ kind }) => kind === 'import-failed-rows');
  const reprocess = await call(suite, `POST /api/v1/downloads/${expired?.download_id}/reprocess`, {
    account: 'failed-repaired',
  });
  expect([reprocess.status, reprocess.json.detail]).toEqual([
    409,
    expect.stringContaining('Download it from the import'),
  ]);
  expect((await client.imports.results(id, 'csv', 'failed')).toString('utf8')).toBe(failed);
});

it('are those of an import that wrote nothing, but not the records that could have been written', async () => {
  const { client, id, job } = await importOf('failed-abort', FILE, { on_invalid: 'abort' });
  expect(job).toMatchObject({ status: 'failed', failed_rows: 3 });
  const [, ...rows] = parseCsv(await client.imports.results(id, 'csv', 'failed'));
  expect(rows.map(([, status]) => status)).toEqual(['failed', 'failed', 'failed']);
});

it('are not found if no record failed', async () => {
  const { id, job } = await importOf('failed-none', Buffer.from('identifier,name\nN-1,one\n'));
  const answer = await call(suite, `GET /api/v1/assets/bulk/${job.job_id}/results?rows=failed`, {
    account: 'failed-none',
  });
  expect([id, answer.status, answer.json.detail]).toEqual([job.job_id, 404, 'No record of this import failed.']);
});
