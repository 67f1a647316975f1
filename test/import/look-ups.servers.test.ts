import { randomBytes } from 'node:crypto';
import type { ImportOptions } from '@sluice/client';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { call, useSuite } from '../harness/index.ts';
import { holdRow } from './support/hold-key.ts';

const shop = `shop_${randomBytes(6).toString('hex')}`;
const env = {
  IMPORT_TARGETS: `${shop}.orders:account, ${shop}.customers:account, ${shop}.countries:shared, ${shop}.nodes:account, ${shop}.free_nodes:account, ${shop}.other_countries:shared`,
};
const suite = useSuite({ env, worker: { IMPORT_BATCH_ROWS: '3', DRY_RUN_TRANSACTION_ROWS: '6' }, standing: true });

let server: Connection;
beforeAll(async () => {
  server = await mysql.createConnection({ uri: suite.stack.env.DATABASE_URL ?? '' });
  const account = 'account VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
  for (const statement of [
    `CREATE DATABASE ${shop}`,
    `CREATE TABLE ${shop}.customers (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, ${account},
      email VARCHAR(100) COLLATE utf8mb4_unicode_ci NOT NULL, UNIQUE (account, email))`,
    `CREATE TABLE ${shop}.countries (code CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY)`,
    `CREATE TABLE ${shop}.orders (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, ${account},
      number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      customer_id INT UNSIGNED NULL, country CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      UNIQUE (account, number), FOREIGN KEY (customer_id) REFERENCES ${shop}.customers (id))`,
    `INSERT INTO ${shop}.countries VALUES ('DE'), ('FR')`,
    `CREATE TABLE ${shop}.other_countries LIKE ${shop}.countries`,
    ...['nodes', 'free_nodes'].map(
      (name) => `CREATE TABLE ${shop}.${name} (
        id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, ${account},
        code VARCHAR(20) COLLATE utf8mb4_unicode_ci NOT NULL,
        parent VARCHAR(20) COLLATE utf8mb4_unicode_ci NULL,
        weight INT NULL, CONSTRAINT light_${name} CHECK (weight < 100), UNIQUE (account, code)
        ${name === 'nodes' ? `, FOREIGN KEY (account, parent) REFERENCES ${shop}.nodes (account, code)` : ''})`,
    ),
  ])
    await server.query(statement);
  await save(countries('countries'));
});
beforeEach(async () => {
  await server.query(`DELETE FROM ${shop}.orders`);
  await server.query(`DELETE FROM ${shop}.customers`);
  await server.query(`INSERT INTO ${shop}.customers (account, email) VALUES
    ('one', 'Zoë@example.com'), ('one', 'max@example.com'), ('two', 'only-two@example.com')`);
});
afterAll(async () => {
  await server?.query(`DROP DATABASE IF EXISTS ${shop}`);
  await server?.end();
});

const countries = (table: string) => ({
  ...{ name: 'countries', target: { table: `${shop}.${table}`, manage: 'existing' } },
  schema: {
    primaryKey: ['code'],
    fields: [{ name: 'code', type: 'string', constraints: { required: true, maxLength: 2 } }],
  },
});

const orders = (onMissing?: string, columns?: object) => ({
  name: 'orders',
  target: { table: `${shop}.orders`, manage: 'existing', account: 'account' },
  schema: {
    primaryKey: ['number'],
    foreignKeys: [{ fields: ['country'], reference: { resource: 'countries', fields: ['code'] } }],
    fields: [
      { name: 'number', type: 'string', constraints: { required: true, maxLength: 20 } },
      { name: 'customer', type: 'string', format: 'email' },
      { name: 'country', type: 'string', constraints: { maxLength: 2 } },
    ],
  },
  ...(columns && { columns }),
  lookups: [
    {
      ...{ fields: ['customer'], table: `${shop}.customers`, by: ['email'], value: 'id', store: 'customer_id' },
      ...(onMissing && { onMissing }),
    },
  ],
});

async function save(body: object) {
  const answer = await call(suite, 'POST /api/v1/importers', {
    ...{ account: 'one', role: 'operator' },
    body: body as Record<string, unknown>,
  });
  expect([answer.status, answer.json.fields]).toEqual([answer.json.created ? 201 : 200, undefined]);
}
async function run(csv: string, { importer = 'orders', ...options }: ImportOptions & { importer?: string } = {}) {
  const { imports } = await suite.api.client('one', 'member', importer);
  return imports.wait((await imports.post(Buffer.from(csv), options)).job_id);
}
const stored = async () => {
  const [rows] = await server.query<RowDataPacket[]>(
    `SELECT o.number, c.email, c.account, o.country FROM ${shop}.orders o LEFT JOIN ${shop}.customers c ON c.id = o.customer_id
     ORDER BY o.number`,
  );
  return rows.map((row) => Object.values(row));
};

const CSV = `number,customer,country
1,max@example.com,DE
2,ZOE@example.com,FR
3,,
4,nobody@example.com,DE
5,only-two@example.com,DE
6,max@example.com,XX
7,max@example.com,
`;

it('stores what the other table has, of the same account, as its collation compares', async () => {
  await save(orders());
  const done = await run(CSV);
  expect(done).toMatchObject({ status: 'completed', inserted_rows: 4, failed_rows: 3 });
  expect(done.errors.map(({ row, field, code, value, error }) => [row, field, code, value, error])).toEqual([
    [5, 'customer', 'NOT_FOUND_IN_TABLE', 'nobody@example.com', 'customer is not in customers (email)'],
    [6, 'customer', 'NOT_FOUND_IN_TABLE', 'only-two@example.com', 'customer is not in customers (email)'],
    [7, 'country', 'NOT_FOUND_IN_TABLE', 'XX', 'country is not in countries (code)'],
  ]);
  expect(await stored()).toEqual([
    ['1', 'max@example.com', 'one', 'DE'],
    ['2', 'Zoë@example.com', 'one', 'FR'],
    ['3', null, null, null],
    ['7', 'max@example.com', 'one', null],
  ]);
});

it('updates what is stored, keeps it where the cell is blank, and leaves other rows alone', async () => {
  await save(orders());
  await run(CSV);
  const changes = 'number,customer\n1,zoe@example.com\n2,\n3,max@example.com\n';
  expect(await run(changes, { on_duplicate: 'update' })).toMatchObject({ updated_rows: 2, unchanged_rows: 1 });
  expect(await stored()).toEqual([
    ['1', 'Zoë@example.com', 'one', 'DE'],
    ['2', 'Zoë@example.com', 'one', 'FR'],
    ['3', 'max@example.com', 'one', null],
    ['7', 'max@example.com', 'one', null],
  ]);
});

it('leaves the column blank where the definition says so', async () => {
  await save(orders('blank'));
  expect(await run(CSV)).toMatchObject({ inserted_rows: 6, failed_rows: 1 });
  expect((await stored()).map(([number, email]) => [number, email])).toEqual([
    ['1', 'max@example.com'],
    ['2', 'Zoë@example.com'],
    ...['3', '4', '5'].map((number) => [number, null]),
    ['7', 'max@example.com'],
  ]);
});

it('adds what is missing where the definition says so, once, for the account, and not in a dry run', async () => {
  await save(orders('create'));
  const count = async () =>
    (await server.query<RowDataPacket[]>(`SELECT count(*) AS n FROM ${shop}.customers`))[0][0]?.n;
  const csv = `${CSV}8,New@example.com,\n9,new@example.com,\n`;
  expect(await run(csv, { dry_run: true })).toMatchObject({ inserted_rows: 8, failed_rows: 1 });
  expect([await count(), await stored()]).toEqual([3, []]);
  expect(await run(csv)).toMatchObject({ inserted_rows: 8, failed_rows: 1 });
  expect(await count()).toBe(6);
  expect((await stored()).map(([number, email, account]) => [number, email, account])).toEqual([
    ['1', 'max@example.com', 'one'],
    ['2', 'Zoë@example.com', 'one'],
    ['3', null, null],
    ['4', 'nobody@example.com', 'one'],
    ['5', 'only-two@example.com', 'one'],
    ['7', 'max@example.com', 'one'],
    ['8', 'New@example.com', 'one'],
    ['9', 'New@example.com', 'one'],
  ]);
});

it('adds what it can, and reports only the values that the other table refuses', async () => {
  await server.query(`ALTER TABLE ${shop}.customers ADD CONSTRAINT no_bots CHECK (email NOT LIKE '%bot%')`);
  try {
    await save(orders('create'));
    const done = await run('number,customer\n1,a@example.com\n2,bot@example.com\n3,b@example.com\n4,Bot@example.com\n');
    expect(done).toMatchObject({ status: 'completed', inserted_rows: 2, failed_rows: 2 });
    const error = 'customer is not in customers (email), and could not be added';
    expect(done.errors).toMatchObject([
      { row: 3, code: 'NOT_FOUND_IN_TABLE', error },
      { row: 5, code: 'NOT_FOUND_IN_TABLE', error },
    ]);
    expect((await stored()).map(([number, email]) => [number, email])).toEqual([
      ['1', 'a@example.com'],
      ['3', 'b@example.com'],
    ]);
  } finally {
    await server.query(`ALTER TABLE ${shop}.customers DROP CONSTRAINT no_bots`);
  }
});

it('tries rows in parts in a dry run, so that others do not wait for those of an earlier part, and says so', async () => {
  await save(orders());
  await server.query(`INSERT INTO ${shop}.orders (account, number) VALUES ?`, [
    [1, 2, 3, 4, 5, 6, 7, 8].map((number) => ['one', String(number)]),
  ]);
  const { imports } = await suite.api.client('one', 'member', 'orders');
  const release = await holdRow(
    suite.stack.env.DATABASE_URL ?? '',
    `INSERT INTO ${shop}.orders (account, number) VALUES ?`,
    [[['one', '9']]],
  );
  const csv = `number,country\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `${number},FR\n`).join('')}`;
  const { job_id: id } = await imports.post(Buffer.from(csv), { dry_run: true, on_duplicate: 'update' });
  await imports.wait(id, ({ processed_rows: rows }) => rows === 6);
  // The last part waits for the new row; the first one has been rolled back.
  await server.query(`UPDATE ${shop}.orders SET country = 'DE' WHERE account = 'one' AND number = '1'`);
  await release();
  const done = await imports.wait(id);
  expect(done).toMatchObject({ status: 'completed', updated_rows: 8, inserted_rows: 1, failed_rows: 0 });
  expect(done.warnings).toMatchObject([
    { code: 'TRIED_IN_PARTS', count: 2, message: expect.stringMatching(/^The rows were tried in 2 parts/) },
  ]);
  expect((await stored()).map(([number, , , country]) => `${number} ${country}`)).toEqual([
    '1 DE',
    ...[2, 3, 4, 5, 6, 7, 8].map((number) => `${number} null`),
  ]);
});

it('looks up the default of a blank cell in new rows', async () => {
  await save(orders('reject', { customer: { default: 'max@example.com' }, country: { default: 'FR' } }));
  const emails = async () => (await stored()).map(([number, email, , country]) => [number, email, country]);
  const first = await run('number,customer,country\n1,,\n2,zoe@example.com,DE\n3,nobody@example.com,\n');
  expect(first).toMatchObject({ inserted_rows: 2, failed_rows: 1, errors: [{ row: 4, value: 'nobody@example.com' }] });
  // A file without the columns makes such rows too, and leaves those that exist as they are.
  const update = { on_duplicate: 'update' } as const;
  expect(await run('number\n2\n4\n', update)).toMatchObject({ inserted_rows: 1, unchanged_rows: 1 });
  expect(await run('number\n2\n', { ...update, on_blank: 'null' })).toMatchObject({ unchanged_rows: 1 });
  expect(await run('number,customer\n2,\n5,\n', update)).toMatchObject({ inserted_rows: 1, unchanged_rows: 1 });
  expect(await emails()).toEqual([
    ['1', 'max@example.com', 'FR'],
    ['2', 'Zoë@example.com', 'DE'],
    ['4', 'max@example.com', 'FR'],
    ['5', 'max@example.com', 'FR'],
  ]);
  expect(await run('number,customer,country\n2,,\n', { ...update, on_blank: 'null' })).toMatchObject({
    updated_rows: 1,
  });
  expect((await emails())[1]).toEqual(['2', 'max@example.com', 'FR']);

  await save(orders('reject', { customer: { default: 'gone@example.com' }, country: { default: 'XX' } }));
  const missing = await run('number,customer,country\n2,,\n6,,DE\n7,max@example.com,\n8,zoe@example.com,FR\n', update);
  expect(missing).toMatchObject({ inserted_rows: 1, unchanged_rows: 1, failed_rows: 2 });
  expect(missing.errors.map(({ row, field, code, value }) => [row, field, code, value])).toEqual([
    [3, 'customer', 'NOT_FOUND_IN_TABLE', 'gone@example.com'],
    [4, 'country', 'NOT_FOUND_IN_TABLE', 'XX'],
  ]);
});

it.each([
  ['nodes', ''],
  ['free_nodes', 'free-nodes'],
])('takes for a key to its own table rows of the table and earlier rows of the file: %s', async (table, resource) => {
  const importer = table.replace('_', '-');
  const field = (name: string) => ({ name, type: 'string', constraints: { maxLength: 20 } });
  await save({
    ...{ name: importer, target: { table: `${shop}.${table}`, manage: 'existing', account: 'account' } },
    schema: {
      ...{ primaryKey: ['code'], fields: [field('code'), field('parent'), { name: 'weight', type: 'integer' }] },
      foreignKeys: [{ fields: ['parent'], reference: { resource, fields: ['code'] } }],
    },
  });
  // In batches of three.
  const csv = `code,parent,weight
root,,
a,ROOT,
b,later,
c,a,
heavy,,500
d,heavy,
later,,
e,b,
self,self,
f,nobody,
`;
  const error = `parent is not in ${table} (code), nor in an earlier row of the file`;
  const expected = [
    [4, 'NOT_FOUND_IN_TABLE', 'later', error],
    [6, 'CHECK_FAILED', null, `the row violates the check light_${table} of the table`],
    [7, 'NOT_FOUND_IN_TABLE', 'heavy', error],
    [9, 'NOT_FOUND_IN_TABLE', 'b', error],
    [11, 'NOT_FOUND_IN_TABLE', 'nobody', error],
  ];
  const nodes = async () =>
    (await server.query<RowDataPacket[]>(`SELECT code, parent FROM ${shop}.${table} ORDER BY id`))[0].map((row) =>
      Object.values(row),
    );
  for (const options of [{ dry_run: true }, { on_invalid: 'abort' }, {}] as const) {
    const done = await run(csv, { importer, ...options });
    expect(done.errors.map(({ row, code, value, error: text }) => [row, code, value, text])).toEqual(expected);
    if ('dry_run' in options) {
      // In one transaction, because later rows refer to earlier ones.
      expect(done).toMatchObject({ inserted_rows: 5, failed_rows: 5 });
      expect(done.warnings.map(({ code }) => code)).toEqual(['TRIED_AT_ONCE']);
    }
    if (Object.keys(options).length > 0) expect(await nodes()).toEqual([]);
  }
  expect(await nodes()).toEqual([
    ['root', null],
    ['a', 'ROOT'],
    ['c', 'a'],
    ['later', null],
    ['self', 'self'],
  ]);
  // A row that exists may refer to one that is new.
  const moved = await run('code,parent\nnew,root\nc,new\n', { importer, on_duplicate: 'update' });
  expect(moved).toMatchObject({ inserted_rows: 1, updated_rows: 1, failed_rows: 0 });
  expect(await run(csv, { importer, on_duplicate: 'skip' })).toMatchObject({ inserted_rows: 2, skipped_rows: 5 });
});

it('is an error if the value is in several rows, of which none is to be guessed', async () => {
  await server.query(`ALTER TABLE ${shop}.customers DROP INDEX account, ADD INDEX of_email (account, email)`);
  try {
    await save(orders());
    await server.query(`INSERT INTO ${shop}.customers (account, email) VALUES ('one', 'MAX@example.com')`);
    const done = await run('number,customer\n1,max@example.com\n2,zoe@example.com\n');
    expect(done).toMatchObject({ inserted_rows: 1, errors: [{ row: 2, code: 'AMBIGUOUS_IN_TABLE' }] });
    expect(done.errors[0]?.error).toBe('customer is in several rows of customers (email)');
  } finally {
    await server.query(`DELETE FROM ${shop}.customers`).catch(() => {});
    await server.query(`DELETE FROM ${shop}.orders`);
    await server.query(`DELETE FROM ${shop}.customers`);
    await server.query(`ALTER TABLE ${shop}.customers DROP INDEX of_email, ADD UNIQUE account (account, email)`);
  }
});

it('keeps the version of the importer that a foreign key names, for later attempts', async () => {
  await save(orders());
  const csv = 'number,country\n1,DE\n';
  await server.query(`ALTER TABLE ${shop}.orders RENAME COLUMN country TO land`);
  const failed = await run(csv);
  expect(failed).toMatchObject({ status: 'failed', error_code: 'TARGET_CHANGED' });
  await server.query(`ALTER TABLE ${shop}.orders RENAME COLUMN land TO country`);
  // The newest version of the other importer has a table without rows.
  await save(countries('other_countries'));
  try {
    const { imports } = await suite.api.client('one', 'member', 'orders');
    await imports.retry(failed.job_id);
    expect(await imports.wait(failed.job_id)).toMatchObject({ status: 'completed', inserted_rows: 1 });
    expect(await run('number,country\n2,DE\n')).toMatchObject({
      failed_rows: 1,
      errors: [{ code: 'NOT_FOUND_IN_TABLE' }],
    });
  } finally {
    await save(countries('countries'));
  }
});

it('writes nothing with on_invalid=abort if a value is missing', async () => {
  await save(orders());
  expect(await run(CSV, { on_invalid: 'abort' })).toMatchObject({ status: 'failed', failed_rows: 3 });
  expect(await stored()).toEqual([]);
});
