import { randomBytes } from 'node:crypto';
import type { ImportOptions } from '@sluice/client';
import mysql, { type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { call, useSuite } from '../harness/index.ts';

/** A database of another application on the same server. */
const shop = `shop_${randomBytes(6).toString('hex')}`;
const env = {
  IMPORT_TARGETS: `${shop}.lines:account, ${shop}.countries:shared, ${shop}.countries_log:account, ${shop}.clients:shared`,
};
const suite = useSuite({ env, api: { MEMBERS_MAY_DEFINE: 'true' }, standing: true });

let server: Connection;
beforeAll(async () => {
  server = await mysql.createConnection({ uri: suite.stack.env.DATABASE_URL ?? '', timezone: 'Z' });
  await server.query(`CREATE DATABASE ${shop}`);
  await server.query(`CREATE TABLE ${shop}.lines (
    line_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    account VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    order_no CHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    line SMALLINT UNSIGNED NOT NULL,
    price DECIMAL(12,2) NULL,
    state ENUM('open','paid') NOT NULL DEFAULT 'open',
    ordered DATE NOT NULL,
    note VARCHAR(20) NULL,
    twice DECIMAL(13,2) AS (price * 2) STORED,
    UNIQUE KEY line_of_order (account, order_no, line)
  )`);
  await server.query(`CREATE TABLE ${shop}.countries (
    code CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    name VARCHAR(80) NOT NULL
  )`);
  await server.query(`CREATE TABLE ${shop}.clients (
    id INT AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(40) COLLATE utf8mb4_unicode_ci NOT NULL UNIQUE,
    email VARCHAR(80) COLLATE utf8mb4_unicode_ci NULL UNIQUE,
    country CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
    credit SMALLINT NOT NULL DEFAULT 0,
    FOREIGN KEY (country) REFERENCES ${shop}.countries (code),
    CONSTRAINT credit_limit CHECK (credit <= 1000)
  )`);
  await server.query(`CREATE TRIGGER ${shop}.no_testers BEFORE INSERT ON ${shop}.clients FOR EACH ROW
    IF NEW.name = 'Tester' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'testers are not clients'; END IF`);
});
beforeEach(() => server.query(`DELETE FROM ${shop}.lines`));
afterAll(async () => {
  await server?.query(`DROP DATABASE IF EXISTS ${shop}`);
  await server?.end();
});

const definition = (name = 'order-lines', changes: object = {}) => ({
  name,
  title: 'Order lines',
  target: { table: `${shop}.lines`, manage: 'existing', account: 'account' },
  schema: {
    primaryKey: ['number', 'line'],
    missingValues: ['', 'n/a'],
    fields: [
      { name: 'number', type: 'string', constraints: { required: true, pattern: '[A-Z]{2}[0-9]{6}' } },
      { name: 'line', type: 'integer', constraints: { required: true, minimum: 1, maximum: 999 } },
      { name: 'price', type: 'number', decimalChar: ',', groupChar: '.', bareNumber: false },
      { name: 'ordered', type: 'date', format: '%d.%m.%Y', constraints: { required: true } },
      { name: 'state', type: 'string', constraints: { enum: ['open', 'paid'] } },
      { name: 'note', type: 'string', constraints: { maxLength: 20 } },
    ],
  },
  columns: {
    number: { column: 'order_no', aliases: ['Bestellung'], transform: ['upper'] },
    state: { default: 'open', synonyms: { bezahlt: 'paid' } },
  },
  ...changes,
});

const save = (body: object, { account = 'one', role = 'operator' as const as 'operator' | 'member' } = {}) =>
  call(suite, 'POST /api/v1/importers', { account, role, body: body as Record<string, unknown> });

async function run(
  csv: string,
  {
    account = 'one',
    importer = 'order-lines',
    ...options
  }: ImportOptions & { account?: string; importer?: string } = {},
) {
  const { imports } = await suite.api.client(account, 'member', importer);
  return imports.wait((await imports.post(Buffer.from(csv), options)).job_id);
}
const stored = async (account = 'one') =>
  (
    await server.query<mysql.RowDataPacket[]>(
      `SELECT order_no, line, price, state, DATE_FORMAT(ordered, '%Y-%m-%d') AS ordered, note FROM ${shop}.lines
       WHERE account = ? ORDER BY order_no, line`,
      [account],
    )
  )[0].map((row) => Object.values(row));

const CSV = `Bestellung;line;price;ordered;state;note
ab000001;1;1.234,50 EUR;31.12.2024;bezahlt;gift
ab000001;2;n/a;01.01.2025;;
ab000002;1;0,10;28.02.2025;open;n/a
ab00002;1;0,10;28.02.2025;open;
ab000003;1;0,10;30.02.2025;open;
ab000001;2;5;01.01.2025;;
`;

it('imports into a table of another database by a definition alone', async () => {
  expect(await save(definition())).toMatchObject({ status: 201, json: { version: 1, warnings: [] } });
  const done = await run(CSV);
  expect(done).toMatchObject({ status: 'completed', inserted_rows: 3, failed_rows: 3 });
  expect(done.errors.map(({ row, field, code }) => [row, field, code])).toEqual([
    [5, 'number', 'PATTERN_MISMATCH'],
    [6, 'ordered', 'DATE_INVALID'],
    [7, null, 'DUPLICATE_IN_FILE'],
  ]);
  // Messages name the columns as the file does, and as the preview did.
  const { json: preview } = await call(suite, 'POST /api/v1/order-lines/bulk/preview', {
    ...{ account: 'one', body: { doc_id: done.doc_id } },
  });
  expect(done.errors.map(({ error }) => error)).toEqual([
    ...preview.failed_rows.flatMap(({ errors }: typeof done) => errors.map(({ error }) => error)),
    '"Bestellung" and line together are already in row 3 of this file',
  ]);
  expect(done.errors[0]?.error).toMatch(/^"Bestellung" does not match/);
  expect(done.reading?.headers).toEqual({ number: 'Bestellung' });
  const again = await run(CSV);
  expect(again.errors[0]?.error).toBe('"Bestellung" and line together already exist');
  expect(await stored()).toEqual([
    ['AB000001', 1, '1234.50', 'paid', '2024-12-31', 'gift'],
    ['AB000001', 2, null, 'open', '2025-01-01', null],
    ['AB000002', 1, '0.10', 'open', '2025-02-28', null],
  ]);
  const { json } = await call(suite, 'GET /api/v1/order-lines?limit=2', { account: 'one', role: 'viewer' });
  expect(json.items).toEqual([
    {
      ...{ line_id: expect.any(Number), order_no: 'AB000001', line: 1, price: '1234.5', state: 'paid' },
      ...{ ordered: '2024-12-31', note: 'gift', twice: '2469' },
    },
    expect.objectContaining({ order_no: 'AB000001', line: 2, price: null }),
  ]);
  const next = await call(suite, `GET /api/v1/order-lines?limit=2&cursor=${json.next_cursor}`, { account: 'one' });
  expect(next.json.items).toMatchObject([{ order_no: 'AB000002', line: 1 }]);
  const filtered = async (query: string) => call(suite, `GET /api/v1/order-lines?${query}`, { account: 'one' });
  const linesOf = async (query: string) => (await filtered(query)).json.items.map(({ line }: { line: number }) => line);
  expect(await linesOf('key.order_no=AB000001')).toEqual([1, 2]);
  expect(await linesOf('key.order_no=AB000001&key.line=2')).toEqual([2]);
  expect(await linesOf('key.order_no=AB000001&q=GIFT')).toEqual([1]);
  for (const [query, field, message] of [
    ['key.line=2', 'key.line', 'needs key.order_no too'],
    ['key.order_no=AB000001&key.line=x', 'key.line', 'is not a value of line, which is smallint unsigned'],
    ['key.number=1', 'key.number', 'is no column of the key. Use key.order_no, key.line'],
    ['import_id=0193a1b2-0000-7000-8000-000000000000', 'import_id', 'cannot be used'],
  ] as const) {
    const answer = await filtered(query);
    expect([answer.status, answer.json.fields]).toEqual([
      ...[422, [expect.objectContaining({ field, message: expect.stringContaining(message) })]],
    ]);
  }
});

it('reports values that their columns cannot hold as errors of their rows', async () => {
  await save(definition());
  const done = await run(
    'number;line;price;ordered\nAB000001;1;12345678901;01.01.2025\nAB000001;2;0,125;01.01.2025\nAB000001;3;1;01.01.2025\n',
  );
  expect(done).toMatchObject({ inserted_rows: 1, failed_rows: 2 });
  expect(done.errors.map(({ row, field, code, error }) => [row, field, code, error.replaceAll(shop, 'shop')])).toEqual([
    [2, 'price', 'NUMBER_OUT_OF_RANGE', 'price is greater than 9999999999.99, the most that shop.lines.price can hold'],
    [3, 'price', 'NUMBER_OUT_OF_RANGE', 'price has 3 digits after the decimal mark; shop.lines.price holds 2'],
  ]);
});

it('demands of the columns of a file what fieldsMatch says, also in a preview', async () => {
  const schema = { ...definition().schema, fieldsMatch: ['exact'] };
  expect(await save(definition('exact-lines', { schema }))).toMatchObject({ status: 201 });
  const records = 'AB000001;1;1;01.01.2025;open;a\nAB000002;1;1;01.01.2025;open;b\n';
  for (const [header, code] of [
    ['number;line;price;ordered;state', 'HEADER_COLUMNS_MISSING'],
    ['number;line;price;ordered;state;note;more', 'HEADER_COLUMNS_UNEXPECTED'],
    ['line;number;price;ordered;state;note', 'HEADER_ORDER'],
  ]) {
    const importer = 'exact-lines';
    const body = new FormData();
    body.append('file', new Blob([`${header}\n${records}`]), 'lines.csv');
    const preview = await call(suite, `POST /api/v1/${importer}/bulk/preview`, { account: 'one', body });
    expect(preview.json.refusal).toMatchObject({ code });
    const failed = await run(`${header}\n${records}`, { importer });
    expect(failed).toMatchObject({ status: 'failed', error_code: code, processed_rows: 0 });
    expect(failed.error_message).toBe(preview.json.refusal.message);
  }
  // Without a header, columns are matched by their positions.
  expect(await run(records, { importer: 'exact-lines', header_row: 'none' })).toMatchObject({ inserted_rows: 2 });
  expect(
    await run(`Bestellung;${'line;price;ordered;state;note'}\n${records}`, { importer: 'exact-lines' }),
  ).toMatchObject({ status: 'completed', failed_rows: 2, errors: [{ code: 'ALREADY_EXISTS' }, {}] });
});

it('updates by all columns of the key, and only rows of the account', async () => {
  await save(definition());
  await run(CSV);
  await run(CSV, { account: 'two' });
  const changes = 'number;line;price;ordered\nAB000001;2;7,25;02.01.2025\nAB000009;1;1;02.01.2025\n';
  expect(await run(changes, { on_duplicate: 'update' })).toMatchObject({ updated_rows: 1, inserted_rows: 1 });
  expect(await stored()).toEqual([
    ['AB000001', 1, '1234.50', 'paid', '2024-12-31', 'gift'],
    ['AB000001', 2, '7.25', 'open', '2025-01-02', null],
    ['AB000002', 1, '0.10', 'open', '2025-02-28', null],
    ['AB000009', 1, '1.00', 'open', '2025-01-02', null],
  ]);
  expect((await stored('two'))[1]).toEqual(['AB000001', 2, null, 'open', '2025-01-01', null]);
  const again = await run(changes);
  expect(again).toMatchObject({ inserted_rows: 0, failed_rows: 2, errors: [{ code: 'ALREADY_EXISTS' }, {}] });
});

it('updates rows that exist from a file that lacks what only new rows need', async () => {
  await save(definition());
  await run(CSV);
  const changes = 'number;line;note\nAB000001;2;card\nAB000009;1;gift\n';
  const required = {
    ...{ row: 3, field: 'ordered', code: 'REQUIRED' },
    error: 'ordered is required for a row that is not in the table yet, and the file has no such column',
  };
  expect(await run(changes)).toMatchObject({ status: 'failed', error_code: 'HEADER_COLUMNS_MISSING' });
  for (const dry_run of [true, false]) {
    const done = await run(changes, { on_duplicate: 'update', dry_run });
    expect(done).toMatchObject({ status: 'completed', updated_rows: 1, inserted_rows: 0, failed_rows: 1 });
    expect(done.errors).toMatchObject([required]);
    expect(done.warnings).toMatchObject([{ code: 'REQUIRED_COLUMNS_MISSING', count: 1 }]);
  }
  expect((await stored())[1]).toEqual(['AB000001', 2, null, 'open', '2025-01-01', 'card']);
  expect(await run(changes, { on_duplicate: 'update', on_invalid: 'abort' })).toMatchObject({
    ...{ status: 'failed', failed_rows: 1, errors: [required] },
  });
  expect(await run(changes, { on_duplicate: 'update', on_new: 'skip' })).toMatchObject({
    ...{ status: 'completed', unchanged_rows: 1, skipped_rows: 1, failed_rows: 0 },
  });
  const nothingNew = 'number;line;note\nAB000001;2;flower\n';
  expect(await run(nothingNew, { on_duplicate: 'update' })).toMatchObject({ updated_rows: 1, failed_rows: 0 });
  expect(await run('number;note\nAB000001;card\n', { on_duplicate: 'update' })).toMatchObject({
    ...{ status: 'failed', error_code: 'HEADER_COLUMNS_MISSING' },
  });
});

it('judges checks by the row as it will be stored, also where an update keeps values', async () => {
  const checks = [
    { expr: "state != 'paid' || price != null", code: 'PAID_FREE', message: 'a paid line has a price' },
    {
      expr: "note == null || price == null || price > 1.0 || ordered < timestamp('2025-01-01T00:00:00Z')",
      code: 'CHEAP',
      message: 'a cheap line has no note',
    },
  ];
  await save(definition('checked-lines', { checks }));
  const update = { importer: 'checked-lines', on_duplicate: 'update' } as const;
  const errorsOf = ({ errors }: Awaited<ReturnType<typeof run>>) => errors.map(({ row, code }) => [row, code]);
  // All rows are new.
  const first =
    'number;line;price;ordered;state;note\nAB000001;1;5;01.01.2025;;\nAB000001;2;;01.01.2025;;\nAB000001;3;0,50;31.12.2024;paid;\nAB000001;4;;01.01.2025;paid;\n';
  const loaded = await run(first, update);
  expect(loaded).toMatchObject({ inserted_rows: 3, failed_rows: 1 });
  expect(errorsOf(loaded)).toEqual([[5, 'PAID_FREE']]);
  // The file lacks what the checks need: the table has it.
  const lacking = 'number;line;state;note\nAB000001;1;paid;gift\nAB000001;2;paid;\nAB000001;3;;old\nAB000009;1;paid;\n';
  for (const options of [{ dry_run: true }, {}]) {
    const done = await run(lacking, { ...update, ...options });
    expect(done).toMatchObject({ updated_rows: 2, inserted_rows: 0, failed_rows: 2 });
    expect(errorsOf(done)).toEqual([
      [3, 'PAID_FREE'],
      [5, 'REQUIRED'],
    ]);
  }
  // Blank cells keep what is stored, or reset it.
  const blank =
    'number;line;price;ordered;state;note\nAB000001;1;;01.01.2025;paid;card\nAB000001;3;;01.01.2025;paid;\n';
  const kept = await run(blank, update);
  expect([kept.updated_rows, errorsOf(kept)]).toEqual([1, [[3, 'CHEAP']]]);
  const reset = await run(blank, { ...update, on_blank: 'null' });
  expect(errorsOf(reset)).toEqual([
    [2, 'PAID_FREE'],
    [3, 'PAID_FREE'],
  ]);
  expect(await stored()).toEqual([
    ['AB000001', 1, '5.00', 'paid', '2025-01-01', 'card'],
    ['AB000001', 2, null, 'open', '2025-01-01', null],
    ['AB000001', 3, '0.50', 'paid', '2024-12-31', 'old'],
  ]);
});

it('knows the column of the account in any case, as the server does', async () => {
  await server.query(`ALTER TABLE ${shop}.lines ADD UNIQUE note_of_account (account, note)`);
  try {
    const { schema } = definition();
    const target = { table: `${shop}.lines`, manage: 'existing', account: 'ACCOUNT' };
    const loud = definition('loud-lines', { target, schema: { ...schema, uniqueKeys: [['note']] } });
    expect(await save(loud)).toMatchObject({ status: 201 });
    for (const account of ['two', 'one'])
      expect(await run(CSV, { importer: 'loud-lines', account })).toMatchObject({ inserted_rows: 3 });
    const changes =
      'number;line;price;ordered;note\nAB000001;2;7,25;02.01.2025;card\nAB000009;1;1;02.01.2025;gift\nAB000010;1;1;02.01.2025;\n';
    const updated = await run(changes, { importer: 'loud-lines', on_duplicate: 'update' });
    expect(updated).toMatchObject({ status: 'completed', updated_rows: 1, inserted_rows: 1, failed_rows: 1 });
    expect(updated.errors).toMatchObject([{ row: 3, field: 'note', code: 'DUPLICATE_VALUE', value: 'gift' }]);
    expect((await stored('two'))[1]).toEqual(['AB000001', 2, null, 'open', '2025-01-01', null]);
  } finally {
    await server.query(`ALTER TABLE ${shop}.lines DROP INDEX note_of_account`);
  }
});

it('is refused with every difference between the definition and the table, by path', async () => {
  const wrong = definition('wrong-lines', {
    columns: { number: { column: 'order_number' }, state: { column: 'line_id' }, note: { column: 'twice' } },
  });
  const refused = await save(wrong);
  expect([refused.status, refused.json.code]).toEqual([422, 'VALIDATION_FAILED']);
  expect(refused.json.fields).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ field: 'columns.number.column', code: 'COLUMN_NOT_FOUND' }),
      expect.objectContaining({ field: 'schema.fields[4].type', code: 'COLUMN_TYPE' }),
      expect.objectContaining({ field: 'columns.note.column', code: 'COLUMN_GENERATED' }),
    ]),
  );
  for (const [table, code] of [
    [`${shop}.customers`, 'TABLE_NOT_ALLOWED'],
    ['mysql.user', 'TABLE_NOT_ALLOWED'],
    ['bulk_import_jobs', 'TABLE_NOT_ALLOWED'],
  ]) {
    const target = { table, manage: 'existing', account: 'account' };
    expect([table, (await save(definition('elsewhere', { target }))).json.fields]).toEqual([
      table,
      [expect.objectContaining({ field: 'target.table', code })],
    ]);
  }
  const without = { table: `${shop}.lines`, manage: 'existing' };
  expect((await save(definition('nobodys', { target: without }))).json.fields).toEqual([
    expect.objectContaining({ field: 'target.account', code: 'REQUIRED' }),
  ]);
});

it('lets members use a shared table through the importer of an operator only', async () => {
  const countries = {
    name: 'countries',
    target: { table: `${shop}.countries`, manage: 'existing' },
    schema: {
      primaryKey: ['code'],
      fields: [
        { name: 'code', type: 'string', constraints: { required: true, maxLength: 2 } },
        { name: 'name', type: 'string', constraints: { required: true, maxLength: 80 } },
      ],
    },
  };
  expect((await save(countries, { role: 'member' })).json.fields).toEqual([
    expect.objectContaining({ field: 'target.table', code: 'TABLE_NOT_ALLOWED' }),
  ]);
  expect((await save(countries)).status).toBe(201);
  expect(await run('code,name\nDE,Germany\nFR,France\n', { importer: 'countries' })).toMatchObject({
    inserted_rows: 2,
  });
  const { json } = await call(suite, 'GET /api/v1/countries', { account: 'two' });
  expect(json.items).toEqual([
    { code: 'DE', name: 'Germany' },
    { code: 'FR', name: 'France' },
  ]);
});

it('fails at its start, with the difference, if the table has changed since', async () => {
  await save(definition('fading'));
  await server.query(`ALTER TABLE ${shop}.lines RENAME COLUMN note TO remark`);
  try {
    const failed = await run(CSV, { importer: 'fading' });
    expect(failed).toMatchObject({ status: 'failed', error_code: 'TARGET_CHANGED', processed_rows: 0 });
    expect(failed.error_message).toMatch(/schema\.fields\[5\]\.name: .* has no column "note"/);
    expect(await stored().catch(() => 'renamed')).toBe('renamed');
  } finally {
    await server.query(`ALTER TABLE ${shop}.lines RENAME COLUMN remark TO note`);
  }
  const { imports } = await suite.api.client('one', 'member', 'fading');
  const { data } = await suite.api
    .client('one', 'member', 'fading')
    .then((client) => client.GET('/api/v1/{importer}/bulk', { params: { path: { importer: 'fading' } } }));
  const id = data.items[0]?.job_id ?? '';
  await imports.retry(id);
  expect(await imports.wait(id)).toMatchObject({ status: 'completed', inserted_rows: 3 });
});

it('reads texts as the request says they are meant, also when it is retried and when its failed rows are repaired', async () => {
  await save(definition('said'));
  const lines = ['offen', 'Bezahlt!', 'vielleicht'].map((state, at) => `ab00000${at + 1};1;;01.01.2025;${state}\n`);
  const file = Buffer.from(`Bestellung;line;price;ordered;state\n${lines.join('')}`);
  const synonyms = { state: { offen: 'open', 'Bezahlt!': 'paid' } };
  const { imports } = await suite.api.client('one', 'member', 'said');
  await server.query(`ALTER TABLE ${shop}.lines RENAME COLUMN note TO remark`);
  const { job_id: id, doc_id } = await imports.post(file, { synonyms });
  try {
    expect(await imports.wait(id)).toMatchObject({ error_code: 'TARGET_CHANGED', options: { synonyms } });
  } finally {
    await server.query(`ALTER TABLE ${shop}.lines RENAME COLUMN remark TO note`);
  }
  await imports.retry(id);
  const done = await imports.wait(id);
  expect(done).toMatchObject({ status: 'completed', inserted_rows: 2, failed_rows: 1, options: { synonyms } });
  expect(done.errors).toMatchObject([{ row: 4, field: 'state', code: 'NOT_IN_LIST', value: 'vielleicht' }]);

  const failed = (await imports.results(id, 'csv', 'failed')).toString('utf8').replace('vielleicht', 'offen');
  const repaired = await imports.wait((await imports.post(Buffer.from(failed), done.options)).job_id);
  expect(repaired).toMatchObject({ status: 'completed', inserted_rows: 1, options: { synonyms } });
  expect((await stored()).map(([number, , , state]) => [number, state])).toEqual([
    ...[['AB000001', 'open'] as const, ['AB000002', 'paid'] as const, ['AB000003', 'open'] as const],
  ]);

  const preview = (given: object) =>
    call(suite, 'POST /api/v1/said/bulk/preview', { account: 'one', body: { doc_id, synonyms: given } });
  const shown = await preview({ state: { ...synonyms.state, vielleicht: 'open' } });
  expect([shown.status, shown.json.checked.failed_records, shown.json.rows[2].stored[4]]).toEqual([200, 0, 'open']);
  const refused = await preview({ state: { vielleicht: 'maybe', open: 'paid' }, stat: { x: 'open' } });
  expect([refused.status, refused.json.fields]).toEqual([
    422,
    [
      { field: 'synonyms.state.vielleicht', code: 'invalid', message: '"maybe" is not one of open, paid.' },
      expect.objectContaining({ field: 'synonyms.state.open', message: expect.stringContaining('a value of state') }),
      expect.objectContaining({ field: 'synonyms.stat', message: expect.stringContaining('Did you mean "state"?') }),
    ],
  ]);
});

it('reports what the table refuses row by row, and knows equal keys as its index does', async () => {
  const field = (name: string) => ({ name, type: 'string', constraints: { maxLength: 40 } });
  const saved = await save({
    name: 'clients',
    target: { table: `${shop}.clients`, manage: 'existing' },
    schema: {
      primaryKey: ['name'],
      uniqueKeys: [['email']],
      fields: [
        { ...field('name'), constraints: { required: true, maxLength: 40 } },
        ...[field('email'), { name: 'country', type: 'string', constraints: { maxLength: 2 } }],
        { name: 'credit', type: 'integer', constraints: { minimum: -30_000, maximum: 30_000 } },
      ],
    },
    columns: { credit: { default: 0 } },
  });
  expect(saved.json).toMatchObject({ version: 1 });
  await server.query(`INSERT IGNORE INTO ${shop}.countries VALUES ('DE', 'Germany')`);
  const rows = ['Straße,a@example.com,DE,', 'STRASSE,b@example.com,DE,', 'Tester,,,', 'Anna,A@example.com,,'];
  const csv = ['name,email,country,credit', ...rows, 'Bob,,XX,', 'Carl,,,1001', 'Dora,d@example.com,DE,7', ''].join(
    '\n',
  );
  const expected = [
    [3, 'name', 'DUPLICATE_IN_FILE', 'name is already in row 2 of this file'],
    [4, null, 'REFUSED_BY_DATABASE', 'the database refused the row: testers are not clients'],
    [5, 'email', 'DUPLICATE_VALUE', 'email must be unique, and another row has the same'],
    [6, 'country', 'REFERENCE_NOT_FOUND', 'country does not exist in countries'],
    [7, null, 'CHECK_FAILED', 'the row violates the check credit_limit of the table'],
  ];
  const errorsOf = ({ errors }: Awaited<ReturnType<typeof run>>) =>
    errors.map(({ row, field: of, code, error }) => [row, of, code, error]);
  const clients = async () => (await server.query(`SELECT name, credit FROM ${shop}.clients ORDER BY name`))[0];

  for (const options of [{ dry_run: true }, { on_invalid: 'abort' }] as const) {
    const end = await run(csv, { importer: 'clients', ...options });
    expect(errorsOf(end)).toEqual(expected);
    expect(await clients()).toEqual([]);
  }
  const done = await run(csv, { importer: 'clients' });
  expect(done).toMatchObject({ status: 'completed', inserted_rows: 2, failed_rows: 5 });
  expect(errorsOf(done)).toEqual(expected);
  const again = 'name,credit\nstrasse,5\nDORA,7\nEmil,1\n';
  const changed = await run(again, { importer: 'clients', on_duplicate: 'update', on_new: 'skip' });
  expect(changed).toMatchObject({ updated_rows: 1, unchanged_rows: 1, inserted_rows: 0, skipped_rows: 1 });
  expect(await clients()).toEqual([
    { name: 'Dora', credit: 7 },
    { name: 'Straße', credit: 5 },
  ]);
});

it('adds every record to a table without a key of the file', async () => {
  await server.query(`CREATE TABLE IF NOT EXISTS ${shop}.countries_log (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    account VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, text VARCHAR(40) NOT NULL)`);
  const log = {
    name: 'log',
    target: { table: `${shop}.countries_log`, manage: 'existing', account: 'account' },
    schema: { fields: [{ name: 'text', type: 'string', constraints: { required: true, maxLength: 40 } }] },
  };
  expect((await save(log)).json.fields).toBeUndefined();
  for (let again = 0; again < 2; again++)
    expect(await run('text\nsame\nsame\n', { importer: 'log' })).toMatchObject({ inserted_rows: 2, failed_rows: 0 });
  const { json } = await call(suite, 'GET /api/v1/log?limit=3', { account: 'one' });
  expect(json.items.map(({ text }: { text: string }) => text)).toEqual(['same', 'same', 'same']);
  const next = await call(suite, `GET /api/v1/log?cursor=${json.next_cursor}`, { account: 'one' });
  expect(next.json.items).toHaveLength(1);
});
