import path from 'node:path';
import type { ImportJob, ImportOptions, ImportRowError } from '@sluice/client';
import { expect, test } from 'vitest';
import { useSuite } from '../harness/index.ts';

const suite = useSuite({ standing: true });
const FOLDER = path.join(import.meta.dirname, '../fixtures/cases');

interface Outcome {
  readonly job: ImportJob;
  readonly errors: readonly ImportRowError[];
  /** By key. */
  readonly rows: Readonly<Record<string, Record<string, unknown>>>;
}

/** Imports a fixture into its own account, or into that of an earlier import. */
async function run(
  file: string,
  options: ImportOptions = {},
  { importer = 'assets', account = file.slice(0, 20) }: { importer?: string; account?: string } = {},
): Promise<Outcome> {
  const client = await suite.api.client(account, 'member', importer);
  const { job_id: id } = await client.imports.post(path.join(FOLDER, file), options);
  const job = await client.imports.wait(id);
  const listed = { params: { path: { importer }, query: { limit: 100 } } } as const;
  const items: Record<string, unknown>[] = (await client.GET('/api/v1/{importer}', listed)).data.items;
  const key = importer === 'assets' ? 'identifier' : 'email';
  return {
    job,
    errors: await client.imports.errors(id),
    rows: Object.fromEntries(items.map((row) => [row[key], row])),
  };
}

const keys = ({ rows }: Outcome): string[] => Object.keys(rows).sort();
const column = ({ rows }: Outcome, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, row[name]]));
const dates = (outcome: Outcome): Record<string, string> =>
  Object.fromEntries(
    Object.entries(column(outcome, 'valid_from')).map(([key, date]) => [key, String(date).slice(0, 10)]),
  );
const faults = ({ errors }: Outcome): string[] => errors.map(({ line, code }) => `${line} ${code}`);

test('two byte-order marks before a quoted header, also when the file is sent again', async () => {
  const file = '01-double-bom-quoted-header.csv';
  const wanted = ['LATHE-0101', 'LATHE-0102'];
  expect(keys(await run(file))).toEqual(wanted);
  const again = await run(file, { on_duplicate: 'update' });
  expect(keys(again)).toEqual(wanted);
  expect(again.job).toMatchObject({ inserted_rows: 0, successful_rows: 2 });
});

test('title rows above the header', async () => {
  const outcome = await run('06-title-rows-above-header.csv');
  expect(dates(outcome)).toEqual({
    'FAN-1': '2024-02-01',
    'FAN-2': '2024-02-15',
    'FAN-3': '2024-02-28',
  });
  expect(outcome.job.reading?.decisions).toContainEqual(expect.objectContaining({ topic: 'header_row', value: 4 }));
});

test('lines that end with a carriage return, the last one with a line feed', async () => {
  expect(column(await run('09-cr-lines-final-lf.csv'), 'description')).toEqual({
    'SAW-1': 'blade 10"',
    'SAW-2': 'bare inch mark',
    'SAW-3': null,
  });
});

test('trailing delimiters, and one row that has text behind them', async () => {
  const outcome = await run('12-extra-trailing-delimiters.csv');
  expect(keys(outcome)).toEqual(['CHAIR-1', 'CHAIR-2', 'CHAIR-3', 'CHAIR-4']);
  expect(faults(outcome)).toEqual(['6 TOO_MANY_CELLS']);
});

test('one Latin-1 byte in a file of UTF-8', async () => {
  const outcome = await run('16-mixed-utf8-latin1.csv');
  expect(column(outcome, 'name')).toEqual({
    'CAFE-1': 'Café Müller',
    'CAFE-2': 'Crème brûlée',
    'CAFE-3': 'Größe 40',
    'CAFE-4': 'Łódź depot',
    'CAFE-5': 'Señal vial',
    'CAFE-6': 'Zoë’s desk',
    'CAFE-8': 'Übersicht',
  });
  expect(outcome.errors).toHaveLength(1);
  expect(outcome.errors[0]).toMatchObject({ line: 8 });
  expect(outcome.errors[0]?.error).toMatch(/e2/i);
});

test('two stray quotes that would join three rows', async () => {
  const outcome = await run('21-two-stray-quotes.csv');
  const all = ['ROD-1', 'ROD-2', 'ROD-3', 'ROD-4', 'ROD-5'];
  if (keys(outcome).length < all.length) {
    expect(outcome.job.warnings).toContainEqual(expect.objectContaining({ code: 'QUOTE_SUSPICIOUS' }));
  } else expect(keys(outcome)).toEqual(all);
});

test("Excel's formulas of constants", async () => {
  const outcome = await run('24-excel-constant-formula.csv');
  expect(keys(outcome)).toEqual(['000123', '000124', '000125', '000126']);
  expect(column(outcome, 'description')).toMatchObject({ '000123': '0049', '000124': null });
});

test('leading zeros that only the number format has', async () => {
  const outcome = await run('26-leading-zero-format.xlsx');
  expect(keys(outcome)).toEqual(['0000123', '0000124', '0000125']);
  expect(column(outcome, 'description')).toMatchObject({ '0000123': '00501', '0000125': '90210' });
});

test('error cells of a workbook', async () => {
  const outcome = await run('27-error-cells.xlsx');
  expect(keys(outcome)).toEqual(['HEAT-5']);
  expect(new Set(outcome.errors.map(({ row }) => row))).toEqual(new Set([2, 3, 4, 5]));
  expect(new Set(outcome.errors.map(({ code }) => code)).size).toBe(1);
});

test('a workbook whose shared strings are in a part with a capital letter', async () => {
  const outcome = await run('28-shared-strings-capital.xlsx');
  expect(outcome.job).toMatchObject({ status: 'completed', successful_rows: 2 });
});

test('keys that are formulas without a result', async () => {
  for (let sent = 0; sent < 2; sent++) {
    const outcome = await run('37-formula-keys-without-values.xlsx');
    expect(keys(outcome)).toEqual([]);
    expect(outcome.job.successful_rows).toBe(0);
  }
});

test('headers with stars and units', async () => {
  const outcome = await run('39-required-star-headers.csv');
  expect(dates(outcome)).toEqual({ 'OVEN-1': '2024-03-01', 'OVEN-2': '2024-03-02' });
  expect(column(outcome, 'is_active')).toEqual({ 'OVEN-1': true, 'OVEN-2': false });
  expect(column(outcome, 'type')).toEqual({ 'OVEN-1': 'device', 'OVEN-2': 'device' });
});

test('headers with invisible characters', async () => {
  const outcome = await run('39-b-bidi-soft-hyphen-headers.csv');
  expect(keys(outcome).filter((key) => key !== 'OVEN-3')).toEqual([]);
});

test('addresses with what people put around them', async () => {
  const outcome = await run('43-contacts-addresses.csv', {}, { importer: 'contacts' });
  expect(Object.values(column(outcome, 'name')).sort()).toEqual([
    'Ada Example',
    'Ben Example',
    'Hanna Example',
    'İda Example',
  ]);
  expect(faults(outcome).map((fault) => fault.split(' ')[0])).toEqual(
    expect.arrayContaining(['5', '6', '7', '8', '9']),
  );
});

test('JSON in cells', async () => {
  const outcome = await run('48-json-cells.csv');
  expect(keys(outcome)).toContain('ROUTER-1');
  expect(faults(outcome)).toContain('3 TOO_MANY_CELLS');
  const doubled = outcome.errors.find(({ line }) => line === 8);
  expect(doubled?.error).toContain('floor');
  const big = outcome.errors.find(({ line }) => line === 9);
  if (big === undefined) {
    const client = await suite.api.client('48-json-cells.csv'.slice(0, 20));
    const response = await client.send('GET', '/api/v1/assets/ROUTER-8');
    expect(await response.text()).toContain('12345678901234567890');
  }
});

test('dates counted from 1904', async () => {
  const mapping = { id: 'name', day: 'valid_from' };
  const outcome = await run('60-date1904-x15.xlsx', { mapping, generate_keys: true });
  expect(Object.values(dates(outcome))).toEqual(['2024-03-02']);
});

test('a delimiter too many before an empty cell', async () => {
  const outcome = await run('60-shifted-row.csv');
  expect(keys(outcome)).toEqual(['X-1']);
  expect(faults(outcome)).toEqual(['3 TOO_MANY_CELLS']);
});
