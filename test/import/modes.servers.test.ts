import type { ImportOptions } from '@sluice/client';
import { repeats } from '@sluice/core/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { describe, expect, it } from 'vitest';
import { Random, useSuite } from '../harness/index.ts';
import { checkCompleted, countsOf } from './support/check.ts';
import { csvLine, makeFile } from './support/file.ts';
import { expectImport } from './support/oracle.ts';
import { connect, readAssets, seedAssets } from './support/table.ts';

const suite = useSuite();
const ROWS = repeats(2_000, 8_000);
const csv = (...lines: string[][]): Buffer => Buffer.from(lines.map(csvLine).join(''));

describe('on_duplicate and on_blank', () => {
  it.each([
    { on_duplicate: 'reject' },
    { on_duplicate: 'skip' },
    { on_duplicate: 'update' },
    { on_duplicate: 'update', on_blank: 'null' },
  ] as const)('%o', async (options) => {
    const random = new Random();
    const account = Object.values(options).join('-');
    const { databaseUrl: url } = suite.stack;
    const before = await seedAssets(random, url, account, ROWS / 2);
    const existing = [...before.keys()];
    const file = makeFile(random, { rows: ROWS, prefix: 'N', existing, matching: 0.4, bad: 0.03, duplicates: 0.05 });
    const client = await suite.api.client(account);
    await suite.serving({ IMPORT_BATCH_ROWS: String(ROWS / 16) });
    const { job_id: jobId } = await client.imports.post(file.bytes, options);
    await client.imports.wait(jobId);
    const expected = expectImport(file.records, before, jobId, options);
    await checkCompleted({ url, account, client, jobId, expected });
    console.log(`seed ${random.seed}; ${JSON.stringify(countsOf(await client.imports.get(jobId)))}`);
  });

  it('the first of several rows with one key wins, across batches', async () => {
    const client = await suite.api.client('first');
    await suite.serving({ IMPORT_BATCH_ROWS: '3' });
    const rows = Array.from({ length: 100 }, (_, at) => [`K${at % 30}`, `name ${at}`]);
    const { job_id: jobId } = await client.imports.post(csv(['identifier', 'name'], ...rows));
    expect(await client.imports.wait(jobId)).toMatchObject({ successful_rows: 30, failed_rows: 70 });
    const table = await readAssets(suite.stack.databaseUrl, 'first');
    expect(new Map([...table].map(([key, { name }]) => [key, name]))).toEqual(
      new Map(rows.slice(0, 30) as [string, string][]),
    );
    const [first] = await client.imports.errors(jobId);
    expect(first).toMatchObject({ row: 32, field: 'identifier', code: 'DUPLICATE_IN_FILE', value: 'K0' });
    expect(first?.error).toContain('row 2 ');
  });
});

describe('generated identifiers', () => {
  const namesOf = async (account: string): Promise<Record<string, string | null>> =>
    Object.fromEntries(
      [...(await readAssets(suite.stack.databaseUrl, account))].map(([key, { name }]) => [String(name), key]),
    );

  it('continue from import to import, skipping explicit ones in the file and in the table', async () => {
    const client = await suite.api.client('made');
    await suite.serving({ IMPORT_BATCH_ROWS: '3' });
    const submit = async (...names: [string, string][]) => {
      const { job_id: jobId } = await client.imports.post(csv(['identifier', 'name'], ...names), {
        generate_keys: true,
      });
      return client.imports.wait(jobId);
    };
    // Explicit identifiers come after rows that might have been given the same numbers.
    const first = await submit(['', 'a'], ['', 'b'], ['ASSET-0002', 'c'], ['', 'd'], ['asset-0004', 'e'], ['', '']);
    expect(first).toMatchObject({ status: 'completed', successful_rows: 5, failed_rows: 0 });
    const made = { a: 'ASSET-0001', b: 'ASSET-0003', c: 'ASSET-0002', d: 'ASSET-0004', e: 'asset-0004' };
    expect(await namesOf('made')).toEqual(made);
    expect(await submit(['', 'f'], ['ASSET-0100', 'g'], ['', 'h'])).toMatchObject({ successful_rows: 3 });
    const more = { f: 'ASSET-0005', g: 'ASSET-0100', h: 'ASSET-0006' };
    expect(await namesOf('made')).toEqual({ ...made, ...more });
    expect(await submit(['', 'i'])).toMatchObject({ successful_rows: 1 });
    expect(await namesOf('made')).toEqual({ ...made, ...more, i: 'ASSET-0101' });
  });

  it('are counted for rows that were inserted, or would have been', async () => {
    const client = await suite.api.client('counted');
    await suite.serving({ IMPORT_BATCH_ROWS: '3' });
    const counted = async (options: ImportOptions, ...names: [string, string][]) => {
      const { job_id: jobId } = await client.imports.post(csv(['identifier', 'name'], ...names), options);
      const { inserted_rows, updated_rows, skipped_rows, failed_rows, generated_keys } =
        await client.imports.wait(jobId);
      return { inserted_rows, updated_rows, skipped_rows, failed_rows, generated_keys };
    };
    const rows: [string, string][] = [
      ['', 'a'],
      ['C-1', 'b'],
      ['C-3', ''],
      ['', 'c'],
      ['C-2', 'd'],
      ['', 'e'],
    ].map(([key = '', name = '']) => [key, name]);
    const none = { inserted_rows: 0, updated_rows: 0, skipped_rows: 0, failed_rows: 1, generated_keys: 0 };
    const all = { ...none, inserted_rows: 5, generated_keys: 3 };
    expect(await counted({ dry_run: true }, ...rows)).toEqual(all);
    expect(await counted({ on_invalid: 'abort' }, ...rows)).toEqual({ ...none, skipped_rows: 5 });
    expect(await counted({ on_new: 'skip' }, ...rows)).toEqual({ ...none, skipped_rows: 5 });
    expect(await counted({}, ...rows)).toEqual(all);
    const again = { ...none, inserted_rows: 3, generated_keys: 3 };
    expect(await counted({ on_duplicate: 'skip' }, ...rows)).toEqual({ ...again, skipped_rows: 2 });
    const valid = rows.filter(([, name]) => name !== '');
    const whole = await counted({ on_duplicate: 'update', on_invalid: 'abort' }, ...valid);
    expect(whole).toEqual({ ...again, failed_rows: 0 });
  });

  it('are unique across concurrent imports', async () => {
    const client = await suite.api.client('beside');
    await suite.serving({ WORKER_IMPORT_CONCURRENCY: '4', IMPORT_BATCH_ROWS: '500' });
    const file = (name: string) =>
      csv(['name', 'type'], ...Array.from({ length: 3_000 }, (_, at) => [`${name}${at}`, '']));
    const jobs = await Promise.all(
      ['w', 'x', 'y', 'z'].map((name) => client.imports.post(file(name), { generate_keys: true })),
    );
    for (const { job_id } of jobs) {
      expect(await client.imports.wait(job_id)).toMatchObject({ status: 'completed', inserted_rows: 3_000 });
    }
    const keys = [...(await readAssets(suite.stack.databaseUrl, 'beside')).keys()];
    expect(keys.length).toBe(12_000);
    expect(keys.every((key) => /^ASSET-\d{4,5}$/.test(key))).toBe(true);
  });
});

it('imports contacts: one per mailbox, keeping zeros and signs of phone numbers', async () => {
  const client = await suite.api.client('people', 'member', 'contacts');
  await suite.serving({ WORKER_IMPORT_CONCURRENCY: '4', IMPORT_BATCH_ROWS: '500' });
  const lines = [
    ['Full Name', 'E-Mail', 'Mobile', 'Employer', 'Labels'],
    ['Zoë Müller', 'Zoe@Example.COM', '0049 30 1234567', 'Example GmbH', 'customer, vip;customer'],
    ['Second Zoë', 'zoe@example.com', '1', '', ''],
    ['Plus', 'plus@example.com', '+49 0123', '', ''],
    ['', 'nameless@example.com', '', '', ''],
    ['No mail', 'not an address', '007', '', ''],
  ];
  const { job_id: jobId } = await client.imports.post(csv(...lines));
  expect(await client.imports.wait(jobId)).toMatchObject({ status: 'completed', successful_rows: 2, failed_rows: 3 });
  const errors = (await client.imports.errors(jobId)).map(({ row, field, code }) => `${row} ${field} ${code}`);
  expect(errors).toEqual(['3 email DUPLICATE_IN_FILE', '5 name REQUIRED', '6 email NOT_EMAIL']);
  const update = csv(['name', 'email', 'phone', 'company'], ['Zoë M.', 'ZOE@example.com', '', 'New Ltd']);
  const { job_id: nextId } = await client.imports.post(update, { on_duplicate: 'update' });
  expect(await client.imports.wait(nextId)).toMatchObject({ updated_rows: 1, inserted_rows: 0 });
  const connection = await connect(suite.stack.databaseUrl);
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT name, email, phone, company, tags FROM contacts WHERE account_id = 'people' ORDER BY id",
  );
  await connection.end();
  expect(rows).toEqual([
    {
      name: 'Zoë M.',
      email: 'zoe@example.com',
      phone: '0049 30 1234567',
      company: 'New Ltd',
      // MariaDB keeps JSON as it was written.
      tags: expect.stringMatching(/^\["customer", ?"vip"\]$/),
    },
    { name: 'Plus', email: 'plus@example.com', phone: '+49 0123', company: null, tags: null },
  ]);
});
