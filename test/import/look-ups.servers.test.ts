import { randomBytes } from 'node:crypto';
import type { ImportOptions } from '@sluice/client';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { call, useSuite } from '../harness/index.ts';

const shop = `shop_${randomBytes(6).toString('hex')}`;
const env = { IMPORT_TARGETS: `${shop}.orders:account, ${shop}.customers:account, ${shop}.countries:shared` };
const suite = useSuite({ env, worker: { IMPORT_BATCH_ROWS: '3' }, standing: true });

let server: Connection;
beforeAll(async () => {
  server = await mysql.createConnection({ uri: suite.stack.env.DATABASE_URL ?? '' });
  const account = 'account VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
  for (const statement of [
    `CREATE DATABASE ${shop}`,
    `CREATE TABLE ${shop}.customers (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, ${account},
      email VARCHAR(100) COLLATE utf8mb4_0900_ai_ci NOT NULL, UNIQUE (account, email))`,
    `CREATE TABLE ${shop}.countries (code CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY)`,
    `CREATE TABLE ${shop}.orders (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, ${account},
      number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      customer_id INT UNSIGNED NULL, country CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
      UNIQUE (account, number), FOREIGN KEY (customer_id) REFERENCES ${shop}.customers (id))`,
    `INSERT INTO ${shop}.countries VALUES ('DE'), ('FR')`,
  ])
    await server.query(statement);
  const country = { name: 'code', type: 'string', constraints: { required: true, maxLength: 2 } };
  await save({
    ...{ name: 'countries', target: { table: `${shop}.countries`, manage: 'existing' } },
    schema: { primaryKey: ['code'], fields: [country] },
  });
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

const orders = (onMissing?: string) => ({
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
async function run(csv: string, options: ImportOptions = {}) {
  const { imports } = await suite.api.client('one', 'member', 'orders');
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

it('writes nothing with on_invalid=abort if a value is missing', async () => {
  await save(orders());
  expect(await run(CSV, { on_invalid: 'abort' })).toMatchObject({ status: 'failed', failed_rows: 3 });
  expect(await stored()).toEqual([]);
});
