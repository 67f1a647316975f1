import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportJob, ImportOptions } from '@sluice/client';
import type { RowDataPacket } from 'mysql2/promise';
import { describe, expect, it } from 'vitest';
import { type Client, call, form, useSuite } from '../harness/index.ts';
import { connect, readAssets } from './support/table.ts';

const suite = useSuite({ standing: true });
const cases = fileURLToPath(new URL('../fixtures/cases/', import.meta.url));
const file = (name: string): string => path.join(cases, name);
const csv = (...lines: string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`);

interface Outcome {
  readonly job: ImportJob;
  /** `row field code` of each row error. */
  readonly errors: string[];
  readonly messages: string[];
}

async function importOf(client: Client, from: string | Buffer, options: ImportOptions = {}): Promise<Outcome> {
  const { job_id: jobId } = await client.imports.post(from, options);
  const job = await client.imports.wait(jobId);
  const found = job.status === 'completed' ? await client.imports.errors(jobId) : [];
  return {
    job,
    errors: found.map(({ row, field, code }) => `${row} ${field} ${code}`),
    messages: found.map(({ error }) => error),
  };
}

const assetsOf = async (account: string) => readAssets(suite.stack.databaseUrl, account);

async function emailsOf(account: string): Promise<string[]> {
  const connection = await connect(suite.stack.databaseUrl);
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT email FROM contacts WHERE account_id = ? ORDER BY id',
    [account],
  );
  await connection.end();
  return rows.map(({ email }) => String(email));
}

describe('keys', () => {
  it('that are quoted in a header with a mark are the same when the file is sent again', async () => {
    const client = await suite.api.client('double-mark');
    const name = file('01-double-bom-quoted-header.csv');
    expect((await importOf(client, name)).job).toMatchObject({ inserted_rows: 2 });
    expect((await importOf(client, name, { on_duplicate: 'update' })).job).toMatchObject({
      inserted_rows: 0,
      updated_rows: 0,
      unchanged_rows: 2,
    });
    expect([...(await assetsOf('double-mark')).keys()]).toEqual(['LATHE-0101', 'LATHE-0102']);
  });

  it("in Excel's text form are the text", async () => {
    const client = await suite.api.client('excel-text');
    const { job } = await importOf(client, file('24-excel-constant-formula.csv'));
    expect(job).toMatchObject({ status: 'completed', inserted_rows: 4 });
    const table = await assetsOf('excel-text');
    expect([...table].map(([key, { description }]) => [key, description])).toEqual([
      ['000123', '0049'],
      ['000124', null],
      ['000125', 'quoted the CSV way'],
      ['000126', 'plain'],
    ]);
  });

  it('are compared in one Unicode form and without invisible characters', async () => {
    const client = await suite.api.client('normal');
    const rows = [
      'Caf\u00e9-1,composed',
      'Cafe\u0301-1,decomposed',
      'A\u00ad1\u200b,soft',
      'A1,plain',
      '\u202aB1\u202c,bidi',
    ];
    const { errors } = await importOf(client, csv('identifier,name', ...rows));
    expect(errors).toEqual(['3 identifier DUPLICATE_IN_FILE', '5 identifier DUPLICATE_IN_FILE']);
    expect([...(await assetsOf('normal')).keys()].sort()).toEqual(['A1', 'B1', 'Caf\u00e9-1']);
  });

  it('of contacts are addresses that mail can be sent to, each once', async () => {
    const client = await suite.api.client('addresses', 'member', 'contacts');
    const { errors } = await importOf(client, file('43-contacts-addresses.csv'));
    const ida = 'İda@example.com'.toLowerCase();
    expect(await emailsOf('addresses')).toEqual(['ada@example.com', 'ben@example.com', 'hanna@example.com', ida]);
    expect(errors).toEqual([
      '4 email DUPLICATE_IN_FILE',
      ...[5, 6, 7, 8, 9].map((row) => `${row} email NOT_EMAIL`),
      '11 email DUPLICATE_IN_FILE',
    ]);
  });
});

describe('headers', () => {
  it('are recognized with asterisks, brackets and question marks', async () => {
    const client = await suite.api.client('stars');
    expect((await importOf(client, file('39-required-star-headers.csv'))).job).toMatchObject({ inserted_rows: 2 });
    const [one, two] = [...(await assetsOf('stars')).values()];
    expect(one).toMatchObject({
      identifier: 'OVEN-1',
      type: 'device',
      valid_from: '2024-03-01 00:00:00.000',
      is_active: '1',
    });
    expect(two).toMatchObject({ identifier: 'OVEN-2', valid_from: '2024-03-02 00:00:00.000', is_active: '0' });
  });

  it('are recognized with invisible characters', async () => {
    const client = await suite.api.client('bidi');
    const { job } = await importOf(client, file('39-b-bidi-soft-hyphen-headers.csv'), {
      mapping: { 'na\u00adme': null },
    });
    expect(job).toMatchObject({ status: 'completed', inserted_rows: 1 });
    expect([...(await assetsOf('bidi')).keys()]).toEqual(['OVEN-3']);
  });
});

describe('keys that would all be generated', () => {
  it.each([
    ['no key column', csv('Asset ID No,name', 'X-1,a', 'X-2,b')],
    ['a key column of blank cells', csv('identifier,name', ',a', '  ,b')],
  ])('are refused with %s, unless the caller asks for them', async (kind, from) => {
    const account = kind.replaceAll(' ', '-');
    const client = await suite.api.client(account);
    const refused = (await importOf(client, from)).job;
    expect(refused).toMatchObject({ status: 'failed', error_code: 'KEYS_WOULD_BE_GENERATED', inserted_rows: 0 });
    expect(refused.error_message).toContain('name');
    expect((await assetsOf(account)).size).toBe(0);
  });

  it('are not made up for formulas without results, also when the file is sent again', async () => {
    const client = await suite.api.client('formulas');
    for (const options of [{}, { generate_keys: true }]) {
      const { job, errors } = await importOf(client, file('37-formula-keys-without-values.xlsx'), options);
      expect(job).toMatchObject({ inserted_rows: 0, failed_rows: 3 });
      expect(errors).toEqual([2, 3, 4].map((row) => `${row} identifier FORMULA_WITHOUT_VALUE`));
    }
  });

  it('are generated when the caller asks for them', async () => {
    const client = await suite.api.client('asked');
    const { job } = await importOf(client, csv('name', 'a', 'b'), { generate_keys: true });
    expect(job).toMatchObject({ status: 'completed', inserted_rows: 2 });
    expect([...(await assetsOf('asked')).keys()]).toEqual(['ASSET-0001', 'ASSET-0002']);
  });
});

it('JSON is stored as it is written or refused with the reason', async () => {
  const client = await suite.api.client('json');
  const { errors, messages } = await importOf(client, file('48-json-cells.csv'));
  expect(errors).toContain('8 metadata JSON_KEY_DOUBLED');
  expect(errors).toContain('9 metadata JSON_NUMBER_INEXACT');
  expect(messages.find((text) => text.includes('twice'))).toContain('"floor"');
  expect(messages.find((text) => text.includes('digit'))).toContain('12345678901234567890');
  expect((await assetsOf('json')).get('ROUTER-1')?.metadata).toBe('{"floor": 3, "ports": [1, 2]}');
});

it('dates that people write are read, and impossible ones are errors', async () => {
  const client = await suite.api.client('written');
  const written = ['2024/03/01', '1-Mar-2024', '"March 1, 2024"', '2024-3-1', '01.03.2024', '2024-03-01 12:00 AM'];
  const wrong = ['31-Feb-2024', '2024/13/01', '01.03.24', '2024-03-01 13:00 PM'];
  const lines = [...written, ...wrong].map((date, at) => `D-${at},d,${date}`);
  const { errors } = await importOf(client, csv('identifier,name,valid_from', ...lines));
  expect(errors).toEqual([8, 9, 10, 11].map((row) => `${row} valid_from DATE_INVALID`));
  for (const { valid_from } of (await assetsOf('written')).values()) expect(valid_from).toBe('2024-03-01 00:00:00.000');
});

describe('the order of dates', () => {
  const decided = ({ job }: Outcome) => job.reading?.decisions.find(({ topic }) => topic === 'date_order');

  it('is shown with its evidence, whether it was found or given', async () => {
    const client = await suite.api.client('order-of-dates');
    const found = await importOf(client, csv('identifier,name,valid_from', 'D-1,a,03/04/2024', 'D-2,b,25/04/2024'));
    expect(decided(found)).toMatchObject({ value: 'DMY', given: false, alternatives: ['MDY'] });
    const given = await importOf(client, csv('identifier,name,valid_from', 'D-3,a,03/04/2024'), { date_order: 'MDY' });
    expect(decided(given)).toMatchObject({ value: 'MDY', given: true, confidence: 1 });
  });

  it('is doubtful when no date decides it', async () => {
    const client = await suite.api.client('doubtful-dates');
    const open = await importOf(client, csv('identifier,name,valid_from', 'D-1,a,03/04/2024', 'D-2,b,2024-05-01'));
    expect(open.errors).toEqual(['2 valid_from DATE_ORDER_UNKNOWN']);
    expect(decided(open)).toMatchObject({ value: null, given: false, confidence: 0, alternatives: ['DMY', 'MDY'] });
    expect(open.job.warnings.map(({ code }) => code)).toContain('DATE_ORDER_DOUBTFUL');
  });

  const ROWS = 20_000;
  const many = (last: string): Buffer =>
    csv('identifier,name,valid_from', ...Array.from({ length: ROWS }, (_, at) => `M-${at},m,03/04/2024`), last);
  const asking = [{ strict: true }, { on_invalid: 'abort' }] as const;

  it.each(asking)('is asked for before the first row is written with %o', async (options) => {
    const account = `asked-dates-${Object.keys(options)}`;
    const client = await suite.api.client(account);
    const choices = {
      ...{ field: 'date_order', code: 'DOUBTFUL' },
      message: expect.stringMatching(/DMY.*MDY.*Set the date format/),
    };
    for (const last of ['Z-1,z,04/03/2024', 'Z-1,z,25/03/2024\nZ-2,z,03/25/2024']) {
      const refused = await importOf(client, many(last), options);
      expect(refused.job).toMatchObject({ status: 'failed', error_code: 'READING_DOUBTFUL', processed_rows: 0 });
      expect(refused.job.error_fields).toEqual([choices]);
      expect(decided(refused)).toMatchObject({ value: null, doubtful: true, alternatives: ['DMY', 'MDY'] });
    }
    expect((await assetsOf(account)).size).toBe(0);
    const settled = await importOf(client, many('Z-1,z,04/03/2024'), { ...options, date_order: 'MDY' });
    expect(settled.job).toMatchObject({ status: 'completed', inserted_rows: ROWS + 1, failed_rows: 0 });
    expect(decided(settled)).toMatchObject({ value: 'MDY', given: true });
  });

  it.each(asking)('is not asked for with %o if the last row decides it', async (options) => {
    const account = `decided-dates-${Object.keys(options)}`;
    const client = await suite.api.client(account);
    const done = await importOf(client, many('Z-1,z,25/03/2024'), options);
    expect(done.job).toMatchObject({ status: 'completed', inserted_rows: ROWS + 1, failed_rows: 0 });
    expect(done.job.reading?.decisions.filter(({ topic }) => topic === 'date_order')).toMatchObject([
      { value: 'DMY', doubtful: false, evidence: expect.stringContaining('25/03/2024') },
    ]);
    expect((await assetsOf(account)).get('M-0')).toMatchObject({ valid_from: '2024-04-03 00:00:00.000' });
  });

  it('is taken from sound rows only, and not asked for rows that are not imported', async () => {
    const client = await suite.api.client('sound-dates');
    const shifted = csv('identifier,name,valid_from', 'S-1,a,03/04/2024', 'S-2,b,04/25/2024,extra');
    expect((await importOf(client, shifted)).errors).toEqual([
      '2 valid_from DATE_ORDER_UNKNOWN',
      '3 null TOO_MANY_CELLS',
    ]);
    const header = '_row,_status,_error_code,_error_column,_error,identifier,name,valid_from';
    const sentBack = csv(header, '2,imported,,,,R-1,a,03/04/2024', '3,failed,REQUIRED,name,x,R-2,b,2024-04-03');
    expect((await importOf(client, sentBack, { strict: true })).job).toMatchObject({ status: 'completed' });
    const excel = csv('identifier,name,valid_from', 'E-1,a,03/04/2024', 'E-2,b,"=""25/04/2024"""');
    expect((await importOf(client, excel, { strict: true })).job).toMatchObject({ inserted_rows: 2 });
  });

  it('is shown by the preview as by the import, from all dates of the file', async () => {
    const preview = async (file: Buffer) => {
      const body = form(file, { before: { strict: 'true' } });
      return (await call(suite, 'POST /api/v1/assets/bulk/preview', { account: 'preview-dates', body })).json;
    };
    const doubtful = csv('identifier,name,valid_from', 'P-1,a,03/04/2024');
    expect((await preview(doubtful)).refusal).toMatchObject({
      code: 'READING_DOUBTFUL',
      fields: [{ field: 'date_order' }],
    });
    const rows = Array.from({ length: 50 }, (_, at) => `P-${at},a,03/04/2024`);
    const decides = csv('identifier,name,valid_from', ...rows, 'P-x,a,25/04/2024');
    expect(await preview(decides)).toMatchObject({ refusal: null, dialect: { date_order: 'DMY' } });
    // Of a long file only the start is read, and later dates may decide.
    const long = Array.from({ length: 40_000 }, (_, at) => `P-${at},somewhere,03/04/2024`);
    expect((await preview(csv('identifier,name,valid_from', ...long))).refusal).toBeNull();
  });
});
